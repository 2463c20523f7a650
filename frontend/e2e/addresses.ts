import { Client } from './api';

/** Whose screens are looked at; every account sees others. */
export type Role =
  'nobody' | 'lead1' | 'lead5' | 'judge1' | 'admin' | 'organiser' | 'operator' | 'approver' | 'auditor';

type Items<T> = { items: T[] };
type Call = { id: string; key: string; stages: { id: string; key: string }[] };
type Team = { id: string; call_id: string; name: string };
type Submission = { id: string; stage: { sections: { key: string }[]; documents: { key: string }[] } };
type Task = { assignment_id: string; status: string; sheet_status?: string; stage: { call_id: string; phase: string } };

/** The address of every screen of the demonstration, by who may see it. */
export async function addressesOf(): Promise<Record<Role, string[]>> {
  const { items } = await Client.nobody().read<Items<Call>>('/calls?limit=100');
  const call = async (key: string) => {
    const id = items.find((one) => one.key === key)?.id;
    return Client.nobody().read<Call>(`/calls/${id}`);
  };
  const [open, judging, released] = [await call('demo-open'), await call('demo-judging'), await call('demo-released')];
  const admin = await Client.signIn('admin');
  const { items: teams } = await admin.read<Items<Team>>(`/calls/${released.id}/teams`);
  const team = teams[0]?.id ?? '';
  return {
    nobody: [
      '/',
      '/calls/demo-open',
      '/calls/demo-released',
      '/calls/demo-released/results',
      '/sign-in',
      '/register',
      '/reset-password',
    ],
    lead1: await ofLead({ open, released }),
    lead5: ['/apply', `/apply/calls/${open.id}`, `/apply/calls/${open.id}/register`],
    judge1: await ofJudge([judging.id, released.id]),
    admin: [
      '/admin',
      `/admin/calls/${open.id}`,
      ...ofStage(open, 'documents').slice(0, 1),
      ...ofStage(judging, 'paper'),
      ...ofCall(released),
      `/admin/calls/${released.id}/teams/${team}`,
      `/admin/calls/${released.id}/awards/${team}`,
      `/admin/calls/${released.id}/grants/new-pool`,
    ],
    organiser: ['/admin', '/admin/calls/new', `/admin/calls/${open.id}`],
    operator: ['/admin/users', '/admin/users/new', '/admin/organisations'],
    approver: ['/admin', ...ofStage(judging, 'paper').slice(0, 1), ...ofStage(released, 'paper').slice(-1)],
    auditor: ['/admin', ...ofStage(released, 'paper').slice(0, 1), `/admin/calls/${released.id}/ledger`],
  };
}

async function ofLead({ open, released }: { open: Call; released: Call }): Promise<string[]> {
  const lead = await Client.signIn('lead1');
  const { items: teams } = await lead.read<Items<Team>>('/me/teams');
  const teamIn = (call: Call) => teams.find((team) => team.call_id === call.id)?.id ?? '';
  const submissionIn = async (call: Call) => {
    const stage_id = call.stages.find((stage) => stage.key === 'documents')?.id;
    const { items } = await lead.read<Items<{ id: string; stage_id: string }>>(`/teams/${teamIn(call)}/submissions`);
    const id = items.find((one) => one.stage_id === stage_id)?.id ?? items[0]?.id ?? '';
    return lead.read<Submission>(`/submissions/${id}`);
  };
  const [draft, filed] = [await submissionIn(open), await submissionIn(released)];
  const parts = ({ id, stage }: Submission) => [
    `/apply/submissions/${id}`,
    ...stage.sections.map(({ key }) => `/apply/submissions/${id}/sections/${key}`),
    ...stage.documents.map(({ key }) => `/apply/submissions/${id}/documents/${key}`),
    `/apply/submissions/${id}/requests`,
    `/apply/submissions/${id}/check`,
  ];
  return [
    '/apply',
    `/apply/calls/${open.id}`,
    `/apply/teams/${teamIn(open)}`,
    `/apply/teams/${teamIn(released)}`,
    `/apply/teams/${teamIn(released)}/results`,
    `/apply/teams/${teamIn(released)}/offers`,
    ...parts(draft),
    `/apply/submissions/${filed.id}`,
    `/apply/submissions/${filed.id}/check`,
    `/apply/submissions/${filed.id}/receipt`,
    '/apply/no-such-page',
  ];
}

async function ofJudge(calls: string[]): Promise<string[]> {
  const judge = await Client.signIn('judge1');
  const { items } = await judge.read<Items<Task>>('/me/assignments');
  const tasks = items.filter(({ stage }) => calls.includes(stage.call_id));
  const first = (fits: (task: Task) => boolean) => tasks.filter(fits).slice(0, 1);
  const kinds = [
    ...first(
      ({ stage, status, sheet_status }) => stage.phase === 'scoring' && status === 'active' && !isSent(sheet_status),
    ),
    ...first(({ stage, sheet_status }) => stage.phase === 'scoring' && isSent(sheet_status)),
    ...first(({ stage }) => stage.phase === 'released'),
    ...first(({ status }) => status === 'recused'),
  ];
  return ['/judge', '/judge?show=all', ...kinds.map((task) => `/judge/assignments/${task.assignment_id}`)];
}

const isSent = (status: string | undefined) => status === 'submitted';

function ofCall(call: Call): string[] {
  const at = `/admin/calls/${call.id}`;
  const parts = ['', '/teams', '/grants', '/awards', '/ledger'].map((part) => `${at}${part}`);
  return [...parts, ...ofStage(call, 'documents'), ...ofStage(call, 'paper').slice(-3)];
}

// The documents stage has gates and nobody who scores; the others have a panel.
function ofStage(call: Call, key: string): string[] {
  const stage = call.stages.find((one) => one.key === key)?.id;
  const work = key === 'documents' ? ['gates'] : ['panel', 'assignments', 'progress', 'ranking'];
  const parts = ['', ...work, 'decisions', 'release'];
  return parts.map((part) => `/admin/calls/${call.id}/stages/${stage}${part && `/${part}`}`);
}
