import { useState } from 'react';
import { useText } from '@/i18n/use-text';
import { useErrorSummary } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { Dialog } from '@/ui/dialog/dialog';
import { Form } from '@/ui/form/form';
import { showToast } from '@/ui/toast/toast-store';
import { useAddWindow, type Pool } from './api';
import { emptyWindow, missingInWindow, windowInput, WindowFields, type WindowDraft } from './window-fields';

/** Gives a pool more capacity in a period. */
export function WindowForm({ pool }: { pool: Pool }) {
  const t = useText();
  const [shown, setShown] = useState(false);
  return (
    <div>
      <Button
        icon="plus"
        onClick={() => setShown(true)}
        aria-label={t('admin.grant.add_window_to', { pool: pool.name })}
      >
        {t('admin.grant.add_window')}
      </Button>
      <Dialog
        title={t('admin.grant.add_window_to', { pool: pool.name })}
        visibility={shown ? 'open' : 'closed'}
        onClose={() => setShown(false)}
      >
        <Fields pool={pool} onDone={() => setShown(false)} />
      </Dialog>
    </div>
  );
}

const fieldOf = (location: string) => /^body\.(from|until|capacity)$/.exec(location)?.[1];

function Fields({ pool, onDone }: { pool: Pool; onDone: () => void }) {
  const t = useText();
  const add = useAddWindow();
  const errors = useErrorSummary(fieldOf);
  const [draft, setDraft] = useState<WindowDraft>(emptyWindow);
  const submit = async () => {
    if (add.isPending) return;
    const items = missingInWindow(draft, '', t);
    errors.setItems(items);
    if (items.length > 0) return;
    try {
      await add.mutateAsync({ poolId: pool.id, ...windowInput(draft) });
      showToast(t('admin.grant.window_added'));
      onDone();
    } catch (thrown) {
      errors.report(thrown);
    }
  };
  return (
    <Form errors={errors.items} onSubmit={submit}>
      <WindowFields draft={draft} onChange={setDraft} unit={pool.unit} errorOf={errors.errorOf} />
      <Button type="submit" variant="primary" status={add.isPending ? 'pending' : 'ready'}>
        {t('admin.grant.add_window')}
      </Button>
    </Form>
  );
}
