import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { Disclosure } from '@/ui/disclosure/disclosure';
import { Stack } from '@/ui/layout/layout';
import { StatusTag, type Tone } from '@/ui/status-tag/status-tag';
import type { GateBoard, GateLine } from './api';

const factNames = {
  pass: 'admin.fact.pass',
  fail: 'admin.fact.fail',
  needs_person: 'admin.fact.needs_person',
} as const;
const factTones: Record<keyof typeof factNames, Tone> = { pass: 'success', fail: 'danger', needs_person: 'warning' };

type EligibilityFactsProps = { line: GateLine; sentences: GateBoard['sentences']; detail?: 'folded' | 'shown' };

/** The rules of eligibility for one team: the worst in a word, each in a sentence. */
export function EligibilityFacts({ line, sentences, detail = 'folded' }: EligibilityFactsProps) {
  const t = useText();
  const say = useBilingual();
  const facts = line.facts.eligibility;
  const worst = (['fail', 'needs_person', 'pass'] as const).find((one) => facts.some((fact) => fact.outcome === one));
  if (!worst) return <>–</>;
  const list = (
    <ul>
      {facts.map((fact) => (
        <li key={fact.rule_key}>
          <strong>{say(fact.title)}</strong>
          <br />
          {fact.outcome !== 'pass' && `${t(factNames[fact.outcome as keyof typeof factNames])}: `}
          {sentences[`${line.team_id}/${fact.rule_key}`]}
        </li>
      ))}
    </ul>
  );
  return (
    <Stack gap="small">
      <div>
        <StatusTag tone={factTones[worst]}>{t(factNames[worst])}</StatusTag>
      </div>
      {detail === 'shown' ? (
        list
      ) : (
        <Disclosure title={t('admin.gate.facts', { count: facts.length })}>{list}</Disclosure>
      )}
    </Stack>
  );
}
