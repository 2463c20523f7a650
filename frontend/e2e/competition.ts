import { readFileSync } from 'node:fs';
import { samplePdf } from '../src/gallery/sample-pdf';
import { Client } from './api';

/** The plan that every team files and every judge reads. */
export const plan = Buffer.from(samplePdf([['사업계획서', '1. 개발 목표와 전략'], ['2. 추진 체계']]));

type Items<T> = { items: T[] };
type Rule = { key: string; required?: boolean; schema?: { properties: Record<string, Property> } };
type Property = {
  type: string;
  const?: unknown;
  enum?: unknown[];
  minimum?: number;
  items?: { enum?: unknown[] };
};
type Submission = {
  id: string;
  stage: { sections: Rule[]; documents: Rule[] };
  sections: { key: string; complete: boolean }[];
  documents: { document_key: string }[];
};
type Board = { teams: { team_id: string; name: string; proposal: string }[] };
export type Task = {
  assignment_id: string;
  status: string;
  stage: { id: string };
  team?: { name: string };
};

export const day = 86_400_000;

/** One competition as a program sees it: the acts that the story does not do in the browser. */
export class Competition {
  readonly key = `story-${Date.now().toString(36)}`;
  readonly teams: { id: string; name: string; organisation: string; submission: string }[] = [];
  readonly stages: Record<string, string> = {};
  callId = '';
  private readonly people = new Map<string, Client>();

  /** The program of a demonstration account. */
  async as(name: string): Promise<Client> {
    const known = this.people.get(name) ?? (await Client.signIn(name));
    this.people.set(name, known);
    return known;
  }

  /** The call of 2025 with dates that begin now, made by the organiser and not opened yet. */
  async draft(): Promise<void> {
    const organiser = await this.as('organiser');
    const call = await organiser.post<{ id: string; stages: { key: string; id: string }[] }>('/calls', this.text());
    this.callId = call.id;
    for (const { key, id } of call.stages) this.stages[key] = id;
  }

  private text(): string {
    const real = readFileSync(new URL('../../configs/calls/wbl-2025.yaml', import.meta.url), 'utf8');
    const days = [-1, 35, 40, 41, 50, 51, 60, 61];
    const date = /^(\s+(?:opens_at|closes_at|evaluation_until|result_at): ).+$/gm;
    return (
      real
        .replace(date, (_, field: string) => field + new Date(Date.now() + (days.shift() ?? 0) * day).toISOString())
        .replace(/^key: .+$/m, `key: ${this.key}\nadministrators: [admin@demo.wbl]\napprovers: [approver@demo.wbl]`)
        // Names of its own, so that a list shows it apart from the other calls.
        .replace(/^( +ko: .+정예팀 공모)$/m, `$1 ${this.key}`)
        .replace(/^( +en: .+elite teams 2025)$/m, `$1 ${this.key}`)
    );
  }

  /** What a lead does from the registration to the receipt. */
  async apply(lead: string, name: string): Promise<void> {
    const client = await this.as(lead);
    const { items } = await client.read<Items<{ id: string; name: string }>>('/organisations?mine=true');
    const own = items[0];
    if (!own) throw new Error(`${lead} acts for no organisation`);
    const input = { name, name_en: '', lead_organisation_id: own.id };
    const { id } = await client.post<{ id: string }>(`/calls/${this.callId}/teams`, input);
    const university = await this.university();
    await client.post(`/teams/${id}/organisations`, { organisation_id: university.id });
    const stage_id = this.stages.documents;
    const submission = await client.post<{ id: string }>(`/teams/${id}/submissions`, { stage_id });
    this.teams.push({ id, name, organisation: own.name, submission: submission.id });
    await this.fillIn(client, submission.id);
    await client.post(`/submissions/${submission.id}/submit`, undefined, {
      'Idempotency-Key': `file-${this.key}-${lead}`,
    });
  }

  /** A university of the demonstration; applicants find it by its number alone. */
  async university(): Promise<{ id: string; registration_number: string }> {
    const operator = await this.as('operator');
    const search = encodeURIComponent('대학교');
    const { items } = await operator.read<Items<{ id: string; registration_number: string }>>(
      `/organisations?search=${search}`,
    );
    if (!items[0]) throw new Error('the demonstration has no university');
    return items[0];
  }

  /** Fills in what is still empty, but leaves `left` to the person. */
  async fillIn(client: Client, id: string, left?: string): Promise<void> {
    const submission = await client.read<Submission>(`/submissions/${id}`);
    for (const { key, schema } of submission.stage.sections) {
      if (submission.sections.some((section) => section.key === key && section.complete)) continue;
      const answers = Object.fromEntries(
        Object.entries(schema?.properties ?? {}).map(([field, property]) => [field, sample(property)]),
      );
      await client.ask('PUT', `/submissions/${id}/sections/${key}`, { answers, complete: true }, { 'If-Match': '"0"' });
    }
    const request = { resource_key: 'gpu_b200', wanted: 512, minimum: 256, reason: '사전학습에 필요합니다.' };
    await client.ask('PUT', `/submissions/${id}/requests`, { items: [request] }, { 'If-Match': '"0"' });
    for (const { key, required } of submission.stage.documents) {
      if (required && key !== left) await upload(client, id, key);
    }
  }

  /** The tasks of a judge at a stage, by the name of the team. */
  async tasks(judge: string, stage: string): Promise<Map<string, Task>> {
    const client = await this.as(judge);
    const { items } = await client.read<Items<Task>>('/me/assignments');
    const here = items.filter((task) => task.stage.id === this.stages[stage] && task.status === 'active');
    return new Map(here.map((task) => [task.team?.name ?? '', task]));
  }

  /** Scores one team with a total, shared out by what the criteria are worth. */
  async score(judge: string, assignment: string, total: number): Promise<void> {
    const client = await this.as(judge);
    const opened = await client.ask<{ id: string }>('POST', `/assignments/${assignment}/score-sheet`);
    const path = `/score-sheets/${opened.body.id}`;
    const points = shareOut(total);
    const comment = '근거가 충분합니다. 계획이 구체적입니다.';
    const entries = Object.entries(points).map(([key, worth]) => ({
      criterion_key: key,
      points: String(worth),
      comment,
    }));
    const opinion = '근거가 충분하고 계획이 구체적입니다. 데이터 확보 방안은 더 다듬어야 합니다.';
    const saved = await client.ask('PUT', path, { entries, opinion }, { 'If-Match': opened.etag });
    await client.ask('POST', `${path}/submit`, undefined, { 'If-Match': saved.etag });
  }

  async phase(stage: string, phase: string): Promise<void> {
    await (await this.as('admin')).post(`/stages/${this.stages[stage]}/phase`, { phase });
  }

  /** Seats the five judges and gives every team to each of them. */
  async seat(stage: string, judges: string[]): Promise<void> {
    const admin = await this.as('admin');
    for (const judge of judges) {
      await admin.post(`/stages/${this.stages[stage]}/panel`, { email: `${judge}@demo.wbl`, role: 'judge' });
    }
  }

  /** The administrator takes the proposals of the rules, the approver releases them. */
  async decideAndRelease(stage: string): Promise<void> {
    const path = `/stages/${this.stages[stage]}`;
    const admin = await this.as('admin');
    const board = await admin.read<Board>(`${path}/decisions`);
    const decisions = board.teams.map(({ team_id, proposal }) => {
      const reason = proposal === 'pass' ? '' : '기준 점수에 미치지 못했습니다.';
      return { team_id, outcome: proposal, reason };
    });
    await admin.post(`${path}/decisions`, { decisions });
    await (await this.as('approver')).post(`${path}/release`);
  }
}

/** The points of a total, by criterion: 40, 30 and 30 of a hundred. */
export function shareOut(total: number): { technology: number; strategy: number; impact: number } {
  const [technology, strategy] = [Math.ceil(total * 0.4), Math.ceil(total * 0.3)];
  return { technology, strategy, impact: total - technology - strategy };
}

async function upload(client: Client, submission: string, key: string): Promise<void> {
  const input = { document_key: key, file_name: '서류.pdf', size: plan.length };
  const { id } = await client.post<{ id: string }>(`/submissions/${submission}/documents`, input);
  await client.ask('PATCH', `/documents/${id}/content`, new Uint8Array(plan), { 'Upload-Offset': '0' });
  await client.ask('POST', `/documents/${id}/finish`);
}

// An answer that the schema of the field takes.
function sample({ type, const: only, enum: options, minimum, items }: Property): unknown {
  if (only !== undefined) return only;
  if (options) return options[0];
  if (type === 'integer') return minimum ?? 1;
  if (type === 'boolean') return true;
  if (type === 'array') return [items?.enum?.[0] ?? '한국어'];
  return '충분히 긴 설명을 적었습니다.';
}
