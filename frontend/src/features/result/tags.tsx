import { useText } from '@/i18n/use-text';
import { StatusTag } from '@/ui/status-tag/status-tag';
import { gateNames, gateTones, known, outcomeNames, outcomeTones, standingNames, standingTones } from './names';

/** What was decided about a team. */
export function OutcomeTag({ outcome }: { outcome: string }) {
  const t = useText();
  const key = known(outcomeNames, outcome);
  if (!key) return <StatusTag>{t('admin.outcome.none')}</StatusTag>;
  return <StatusTag tone={outcomeTones[key]}>{t(outcomeNames[key])}</StatusTag>;
}

/** The answer to a gate. */
export function GateTag({ outcome }: { outcome: string }) {
  const t = useText();
  const key = known(gateNames, outcome);
  if (!key) return <StatusTag>{t('admin.gate.open')}</StatusTag>;
  return <StatusTag tone={gateTones[key]}>{t(gateNames[key])}</StatusTag>;
}

/** Where a team stands in a ranking. */
export function StandingTag({ standing }: { standing: string }) {
  const t = useText();
  const key = known(standingNames, standing);
  if (!key) return null;
  return <StatusTag tone={standingTones[key]}>{t(standingNames[key])}</StatusTag>;
}
