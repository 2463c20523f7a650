import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { useErrorSummary } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { ErrorSummary } from '@/ui/error-summary/error-summary';
import { Cluster, Stack } from '@/ui/layout/layout';
import { Select } from '@/ui/select/select';
import { allCallsOptions, oneCallOptions, staffOptions } from './api';
import { copyText } from './draft-text';

const fieldId = 'earlier-call';

/** Hands the text of an earlier call over, as a start for a new one. Nothing where there is none. */
export function EarlierCall({ onText }: { onText: (text: string) => void }) {
  const t = useText();
  const say = useBilingual();
  const client = useQueryClient();
  const calls = useQuery(allCallsOptions).data ?? [];
  const errors = useErrorSummary();
  const [chosen, setChosen] = useState('');
  const [isPending, setPending] = useState(false);
  if (calls.length === 0) return null;

  const take = async () => {
    if (isPending) return;
    if (!chosen) return errors.setItems([{ fieldId, message: t('admin.call.earlier.missing') }]);
    errors.clear();
    setPending(true);
    try {
      const [call, staff] = await Promise.all([
        client.fetchQuery(oneCallOptions(chosen)),
        client.fetchQuery(staffOptions(chosen)),
      ]);
      onText(copyText(call, staff));
    } catch (thrown) {
      errors.report(thrown);
    }
    setPending(false);
  };
  return (
    <Stack>
      <ErrorSummary items={errors.items} />
      <Select
        id={fieldId}
        label={t('admin.call.earlier.label')}
        hint={t('admin.call.earlier.hint')}
        requirement="optional"
        width="fill"
        value={chosen}
        onChange={setChosen}
        options={calls.map((call) => ({ value: call.id, label: `${say(call.title)} (${call.key})` }))}
        error={errors.errorOf(fieldId)}
      />
      <Cluster>
        <Button status={isPending ? 'pending' : 'ready'} onClick={() => void take()}>
          {t('admin.call.earlier.act')}
        </Button>
      </Cluster>
    </Stack>
  );
}
