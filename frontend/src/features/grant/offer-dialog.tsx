import { useState } from 'react';
import { useText } from '@/i18n/use-text';
import { useErrorSummary } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { DateTimeField } from '@/ui/date-time-field/date-time-field';
import { Dialog } from '@/ui/dialog/dialog';
import { Form } from '@/ui/form/form';
import { Prose } from '@/ui/layout/layout';
import { showToast } from '@/ui/toast/toast-store';
import { useMakeOffer } from './api';

type OfferDialogProps = { awardId: string; teamName: string; visibility: 'open' | 'closed'; onClose: () => void };

/** Offers an award to its team. */
export function OfferDialog({ awardId, teamName, visibility, onClose }: OfferDialogProps) {
  const t = useText();
  return (
    <Dialog title={t('admin.offer.title', { team: teamName })} visibility={visibility} onClose={onClose} size="small">
      <OfferForm awardId={awardId} onClose={onClose} />
    </Dialog>
  );
}

function OfferForm({ awardId, onClose }: { awardId: string; onClose: () => void }) {
  const t = useText();
  const offer = useMakeOffer();
  const errors = useErrorSummary();
  const [expiresAt, setExpiresAt] = useState('');
  const submit = async () => {
    if (offer.isPending) return;
    try {
      await offer.mutateAsync({ awardId, expiresAt });
      showToast(t('admin.offer.made'));
      onClose();
    } catch (thrown) {
      errors.report(thrown);
    }
  };
  return (
    <Form errors={errors.items} onSubmit={submit}>
      <Prose>
        <p>{t('admin.offer.effect')}</p>
      </Prose>
      <DateTimeField
        id="expires_at"
        label={t('admin.offer.expiry')}
        hint={t('admin.offer.expiry_hint')}
        requirement="optional"
        value={expiresAt}
        onChange={setExpiresAt}
        error={errors.errorOf('expires_at')}
      />
      <Button type="submit" variant="primary" status={offer.isPending ? 'pending' : 'ready'}>
        {t('admin.offer.make')}
      </Button>
    </Form>
  );
}
