import { useState } from 'react';
import { useText } from '@/i18n/use-text';
import { useErrorSummary } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { Form } from '@/ui/form/form';
import { Card, Section } from '@/ui/layout/layout';
import { TextArea } from '@/ui/text-area/text-area';
import { showToast } from '@/ui/toast/toast-store';
import { useCreateRanking } from './api';

type NewRankingProps = {
  stageId: string;
  /** Every ranking but the first needs a reason. */
  kind: 'first' | 'later';
  onCreated: (rankingId: string) => void;
};

/** Freezes what is there now as the next ranking. */
export function NewRanking({ stageId, kind, onCreated }: NewRankingProps) {
  const t = useText();
  const create = useCreateRanking(stageId);
  const errors = useErrorSummary();
  const [reason, setReason] = useState('');
  const submit = async () => {
    if (create.isPending) return;
    if (kind === 'later' && !reason.trim()) {
      return errors.setItems([{ fieldId: 'reason', message: t('admin.reason_missing') }]);
    }
    try {
      const ranking = await create.mutateAsync(reason.trim());
      errors.clear();
      setReason('');
      showToast(t('admin.ranking.created', { number: ranking.number }));
      onCreated(ranking.id);
    } catch (thrown) {
      errors.report(thrown);
    }
  };
  return (
    <Section
      title={t(kind === 'first' ? 'admin.ranking.first' : 'admin.ranking.again')}
      description={t(kind === 'first' ? 'admin.ranking.first_hint' : 'admin.ranking.again_hint')}
    >
      <Card>
        <Form errors={errors.items} onSubmit={submit}>
          {kind === 'later' && (
            <TextArea
              id="reason"
              label={t('admin.reason')}
              rows={2}
              minLength={10}
              value={reason}
              onChange={setReason}
              error={errors.errorOf('reason')}
            />
          )}
          <div>
            <Button type="submit" variant="primary" status={create.isPending ? 'pending' : 'ready'}>
              {t(kind === 'first' ? 'admin.ranking.create' : 'admin.ranking.create_again')}
            </Button>
          </div>
        </Form>
      </Card>
    </Section>
  );
}
