import type { Criterion, Sheet, StageFace, Task } from './api';

// Things to test with.

const words = (text: string) => ({ ko: text, en: `${text} (en)` });

export const criteria: Criterion[] = [
  { key: 'tech', title: words('기술'), help: words(''), points: '40', step: '0.5', comment_min: 5, comment_max: 20 },
  { key: 'plan', title: words('계획'), help: words(''), points: '60', step: '1', comment_min: 0, comment_max: 20 },
];

export function stageOf(id: string, phase: StageFace['phase'], due = '2999-01-01T00:00:00Z'): StageFace {
  return { id, call_id: 'c1', call_title: words('공고'), title: words('서면평가'), phase, due_at: due };
}

export function taskOf(id: string, change: Partial<Task> = {}): Task {
  const team = { name: `${id} 팀`, name_en: `Team ${id}`, lead_organisation: '기관' };
  return { assignment_id: id, status: 'active', stage: stageOf('s1', 'scoring'), team, ...change };
}

export function sheetOf(change: Partial<Sheet> = {}): Sheet {
  return {
    id: 'sheet1',
    assignment_id: 'a1',
    stage: stageOf('s1', 'scoring'),
    team: { name: '가람', name_en: 'Garam', lead_organisation: '기관' },
    status: 'draft',
    editable: true,
    tree_version: 1,
    version: 1,
    criteria,
    entries: [
      { criterion_key: 'tech', points: '', comment: '' },
      { criterion_key: 'plan', points: '', comment: '' },
    ],
    opinion: '',
    opinion_max: 30,
    total: '0',
    maximum: '100',
    updated_at: '2026-03-02T09:00:00Z',
    submitted_at: '',
    ...change,
  };
}
