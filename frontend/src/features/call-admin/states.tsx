import { useText } from '@/i18n/use-text';
import { StatusTag } from '@/ui/status-tag/status-tag';
import type { Call, Phase } from './api';
import { phaseNames, phaseTones, statusNames, statusTones } from './names';

/** Where a call is in its life. */
export function CallStatus({ status }: { status: Call['status'] }) {
  const t = useText();
  return <StatusTag tone={statusTones[status]}>{t(statusNames[status])}</StatusTag>;
}

/** Where a stage is. */
export function PhaseTag({ phase }: { phase: Phase }) {
  const t = useText();
  return <StatusTag tone={phaseTones[phase]}>{t(phaseNames[phase])}</StatusTag>;
}
