import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { choose, confirm, notice, tabTo, typeMoment } from './acts';
import { Client, demoPassword } from './api';
import { baseUrl, signIn, visit, type Visit } from './browser';
import { Competition, day, plan, shareOut } from './competition';
import { say } from './words';

// One whole competition on the real binary: every kind of act is done by a
// person in the browser once, the rest of its kind by a program.

const story = new Competition();
const judges = ['judge1', 'judge2', 'judge3', 'judge4', 'judge5'];
const [first, second, third] = ['새벽 컨소시엄', '노을 컨소시엄', '자정 컨소시엄'];

// 90 90 80 70 70 loses exactly one 90 and one 70: 80. The third team loses the
// fifth judge, so that four are left and nobody is dropped.
const totals: Record<string, number[]> = {
  [first]: [90, 90, 80, 70, 70],
  [second]: [61, 62, 63, 64, 65],
  [third]: [50, 99, 40, 55, 58],
};

const open = new Map<string, Visit>();

/** The browser of one person, signed in once. */
async function pageOf(name: string): Promise<Page> {
  const known = open.get(name);
  if (known) return known.page;
  const opened = await visit();
  open.set(name, opened);
  opened.page.setDefaultTimeout(30_000);
  await signIn(opened.page, `${name}@demo.wbl`, demoPassword);
  return opened.page;
}

async function at(name: string, path: string): Promise<Page> {
  const page = await pageOf(name);
  await page.goto(path);
  await page.locator('h1').first().waitFor();
  return page;
}

const stagePath = (stage: string, part: string) =>
  `/admin/calls/${story.callId}/stages/${story.stages[stage]}${part && `/${part}`}`;
const team = (index: number) => {
  const found = story.teams[index];
  if (!found) throw new Error(`there is no team ${index}`);
  return found;
};

let closesAt = 0;
let poolId = '';

beforeAll(() => story.draft());

afterAll(async () => {
  await Promise.all([...open.values()].map((one) => one.close()));
});

describe.sequential('one competition in the browser', () => {
  it('the administrator opens the call', async () => {
    const path = `/calls/${story.callId}`;
    expect((await Client.nobody().send('GET', path)).status).toBe(404);
    const page = await at('admin', `/admin${path}`);
    await confirm(page, say('admin.call.open.act'));
    await notice(page, say('admin.call.open.done'));
    expect((await Client.nobody().send('GET', path)).status).toBe(200);
  });

  it('a lead registers a team with a university', async () => {
    const page = await at('lead1', `/apply/calls/${story.callId}`);
    await page
      .getByRole('link', { name: say('applicant.call.register') })
      .first()
      .click();
    await page.getByLabel(say('applicant.team.name'), { exact: true }).fill(first);
    await page.getByRole('button', { name: say('applicant.register.submit'), exact: true }).click();
    await page.getByRole('heading', { level: 1, name: first }).waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await page.getByRole('button', { name: say('applicant.team.add_organisation') }).click();
    await page.getByLabel(say('applicant.team.search_label')).fill((await story.university()).registration_number);
    await page.getByRole('button', { name: say('applicant.team.search'), exact: true }).click();
    await page
      .getByRole('button', { name: new RegExp(`^${say('applicant.team.add')} .*대학교`) })
      .first()
      .click();
    await notice(page, /대학교/);
    const lead = await story.as('lead1');
    const { organisations } = await lead.read<{ organisations: { role: string; organisation: { name: string } }[] }>(
      `/teams/${id}`,
    );
    expect(organisations).toHaveLength(2);
    const organisation = organisations.find((one) => one.role === 'lead')?.organisation.name ?? '';
    story.teams.push({ id, name: first, organisation, submission: '' });
  });

  it('an invited member joins by the link', async () => {
    const page = await at('lead1', `/apply/teams/${team(0).id}`);
    await page.getByLabel(say('account.sign_in.email'), { exact: true }).fill('lead14@demo.wbl');
    await page.getByLabel(say('applicant.team.organisation'), { exact: true }).selectOption({ index: 1 });
    await page.getByRole('button', { name: say('applicant.invitation.send') }).click();
    const link = await page.getByLabel(say('applicant.invitation.link'), { exact: true }).inputValue();
    const member = await at('lead14', new URL(link).pathname);
    await member.getByRole('button', { name: say('account.invitation.accept') }).click();
    await member.waitForURL(`**/apply/teams/${team(0).id}`);
    await member.getByRole('heading', { level: 1, name: first }).waitFor();
  });

  it('a section is filled in with the keyboard and saved by itself', async () => {
    const page = await at('lead1', `/apply/teams/${team(0).id}`);
    await page
      .getByRole('button', { name: say('applicant.step.begin_button') })
      .first()
      .click();
    await page.waitForURL('**/apply/submissions/*');
    team(0).submission = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await at('lead1', `/apply/submissions/${team(0).submission}/sections/use_and_effect`);
    await tabTo(page, '#use');
    await page.keyboard.type('공공과 산업 현장에서 함께 쓰는 모델을 공개합니다.');
    await tabTo(page, '#effect');
    await page.keyboard.type('국내 연구자가 같은 모델 위에서 연구를 이어 갈 수 있습니다.');
    await page
      .getByText(/\d에 저장함/)
      .first()
      .waitFor();
    await page.reload();
    await page.locator('#effect').waitFor();
    expect(await page.locator('#effect').inputValue()).toContain('국내 연구자');
    await tabTo(page, '#section-complete input[type="radio"]');
    await page.keyboard.press('Space');
    await tabTo(page, 'main form button[type="submit"]');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/apply/submissions/${team(0).submission}`);
  });

  it('a document is uploaded, the answers are checked and submitted, and the receipt is there', async () => {
    const { submission } = team(0);
    await story.fillIn(await story.as('lead1'), submission, 'plan_pdf');
    const page = await at('lead1', `/apply/submissions/${submission}/documents/plan_pdf`);
    const file = { name: '사업계획서.pdf', mimeType: 'application/pdf', buffer: plan };
    await page.locator('input[type="file"]').setInputFiles(file);
    await page.getByRole('button', { name: say('common.upload.remove_named', { name: file.name }) }).waitFor();
    await page.getByText(/에 받았습니다/).waitFor();
    await at('lead1', `/apply/submissions/${submission}/check`);
    await page.getByText('국내 연구자가 같은 모델 위에서', { exact: false }).waitFor();
    await page.getByRole('button', { name: say('applicant.check.submit'), exact: true }).click();
    await page.getByRole('heading', { name: say('applicant.receipt.filed_title') }).waitFor();
    const { signed } = await (
      await story.as('lead1')
    ).read<{ reference: string; signed: { leaf_hash: string } }>(`/submissions/${submission}/receipt`);
    await page.getByText(signed.leaf_hash).first().waitFor({ state: 'attached' });
  });

  it('two more teams apply', async () => {
    await story.apply('lead2', second);
    await story.apply('lead3', third);
    expect(story.teams).toHaveLength(3);
  });

  it('the administrator moves the deadline with a reason that all can read', async () => {
    // The next full minute that leaves time to type.
    closesAt = Math.ceil((Date.now() + 15_000) / 60_000) * 60_000;
    const page = await at('admin', `/admin/calls/${story.callId}`);
    await page.getByRole('button', { name: say('admin.schedule.change') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(say('admin.schedule.date')).selectOption(`${story.stages.documents}/closes_at`);
    await typeMoment(page, 'schedule-at', new Date(closesAt));
    const reason = '접수 시스템 점검 일정에 맞추어 마감을 옮깁니다.';
    await dialog.getByLabel(say('admin.reason'), { exact: true }).fill(reason);
    await dialog.getByRole('button', { name: say('admin.schedule.change') }).click();
    await notice(page, say('admin.schedule.changed'));
    const reading = await fetch(`${baseUrl}/calls/${story.key}`);
    expect(await reading.text()).toContain(reason);
  });

  it('the panel is seated while the last minute runs', async () => {
    const page = await at('admin', stagePath('paper', 'panel'));
    await page.getByLabel(say('admin.email'), { exact: true }).fill('judge1@demo.wbl');
    await page.getByRole('button', { name: say('admin.panel.add_act'), exact: true }).click();
    await page.getByRole('cell', { name: 'judge1@demo.wbl' }).waitFor();
    await story.seat('paper', judges.slice(1));
  });

  it('after the deadline nothing is filed any more', async () => {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, closesAt - Date.now()) + 500));
    const lead = await story.as('lead2');
    const late = await lead.send<{ code: string }>('POST', `/submissions/${team(1).submission}/submit`);
    expect([late.status, late.body.code]).toEqual([409, 'call.filing_over']);
    const page = await at('lead1', `/apply/submissions/${team(0).submission}`);
    await page.getByText(/마감되어 고칠 수 없습니다/).waitFor();
  });

  it('the administrator decides the gates', async () => {
    const page = await at('admin', stagePath('documents', ''));
    await confirm(page, say('admin.phase.act.screening'));
    await at('admin', stagePath('documents', 'gates'));
    await page.getByRole('button', { name: say('admin.gate.decide_named', { team: first }) }).click();
    const dialog = page.getByRole('dialog');
    for (const group of await dialog.getByRole('radiogroup').all()) await choose(group, say('admin.gate.pass'));
    for (const reason of await dialog.getByRole('textbox').all()) {
      await reason.fill('제출한 서류와 참여기관을 확인했습니다.');
    }
    await dialog.getByRole('button', { name: say('admin.gate.save') }).click();
    await notice(page, say('admin.gate.saved', { count: 2 }));
    const findings = [1, 2].flatMap((index) =>
      ['complete', 'eligible'].map((gate_key) => ({
        team_id: team(index).id,
        gate_key,
        outcome: 'pass',
        reason: '제출한 서류와 참여기관을 확인했습니다.',
      })),
    );
    await (await story.as('admin')).post(`/stages/${story.stages.documents}/gates`, { findings });
    await story.phase('documents', 'closed');
    await story.decideAndRelease('documents');
  });

  it('every team is assigned to every judge', async () => {
    const page = await at('admin', stagePath('paper', 'assignments'));
    await confirm(page, say('admin.assign.all'));
    await notice(page, say('admin.assign.done', { added: 15, unchanged: 0, recused: 0 }));
    await story.phase('paper', 'scoring');
  });

  it('a judge who declares a conflict reads nothing more', async () => {
    const task = (await story.tasks('judge5', 'paper')).get(third);
    const documents = `/assignments/${task?.assignment_id}/documents`;
    const judge = await story.as('judge5');
    expect((await judge.send('GET', documents)).status).toBe(200);
    const page = await at('judge5', `/judge/assignments/${task?.assignment_id}`);
    await page.getByRole('button', { name: say('judge.conflict.open') }).click();
    await page.getByLabel(say('judge.conflict.reason'), { exact: true }).fill('같은 학과에 있었습니다.');
    await page.getByRole('button', { name: say('judge.conflict.declare') }).click();
    await page.getByText(say('judge.conflict.done')).first().waitFor();
    expect((await judge.send('GET', documents)).status).toBe(410);
  });

  it('a judge reads the plan beside the score sheet and scores it', async () => {
    const task = (await story.tasks('judge1', 'paper')).get(first);
    const page = await at('judge1', '/judge?show=all');
    await page.locator(`main table a[href$="${task?.assignment_id}"]`).click();
    await page.getByRole('heading', { level: 1, name: first }).waitFor();
    await page.getByText('1. 개발 목표와 전략').waitFor({ state: 'attached' });
    for (const [key, worth] of Object.entries(shareOut(90))) {
      await page.locator(`#points-${key}`).fill(String(worth));
      await page.locator(`#comment-${key}`).fill('근거가 충분합니다. 계획이 구체적입니다.');
    }
    await page.locator('#opinion').fill('데이터 확보 방안은 더 다듬어야 합니다.');
    await page
      .getByText(say('judge.sheet.total', { total: '90', maximum: '100' }))
      .first()
      .waitFor();
    await page
      .getByText(/\d에 저장함/)
      .first()
      .waitFor();
    await confirm(page, say('judge.sheet.submit'));
    await page.getByRole('heading', { name: say('judge.submit.done') }).waitFor();
  });

  it('the other sheets are submitted and the stage is closed', async () => {
    for (const [index, judge] of judges.entries()) {
      for (const [name, task] of await story.tasks(judge, 'paper')) {
        if (judge === 'judge1' && name === first) continue;
        await story.score(judge, task.assignment_id, totals[name]?.[index] ?? 0);
      }
    }
    await story.phase('paper', 'closed');
  });

  it('the ranking drops exactly one highest and one lowest', async () => {
    const page = await at('admin', stagePath('paper', 'ranking'));
    await page.getByRole('button', { name: say('admin.ranking.create'), exact: true }).click();
    await notice(page, say('admin.ranking.created', { number: 1 }));
    const table = page.getByRole('table', { name: say('admin.ranking.caption', { number: 1 }) });
    for (const [name, total] of [
      [first, '80.00'],
      [second, '63.00'],
      [third, '61.00'],
    ] as const) {
      await table.getByRole('row').filter({ hasText: name }).filter({ hasText: total }).first().waitFor();
    }
  });

  it('one person decides and another releases', async () => {
    const page = await at('admin', stagePath('paper', 'decisions'));
    await page.getByRole('button', { name: say('admin.decision.take_proposals') }).click();
    await page.getByRole('button', { name: say('admin.decision.save', { count: 3 }) }).click();
    await notice(page, say('admin.decision.saved', { count: 3 }));
    await at('admin', stagePath('paper', 'release'));
    await page.getByText(say('admin.release.approver_only')).waitFor();
    expect(await page.getByRole('button', { name: say('admin.release.act') }).count()).toBe(0);
    const refused = await (await story.as('admin')).send('POST', `/stages/${story.stages.paper}/release`);
    expect(refused.status).toBe(403);
    const approver = await at('approver', stagePath('paper', 'release'));
    await confirm(approver, say('admin.release.act'));
    await notice(approver, say('admin.release.done', { teams: 3, passed: 3 }));
  });

  it('the lead reads the own result', async () => {
    const page = await at('lead1', `/apply/teams/${team(0).id}/results`);
    await page.getByRole('cell', { name: '80.00' }).waitFor();
    expect(await page.locator('main').innerText()).not.toContain(second);
  });

  it('the presentation stage goes the same way', async () => {
    await story.seat('presentation', judges);
    const admin = await story.as('admin');
    await admin.post(`/stages/${story.stages.presentation}/assignments`, { all: true });
    await story.phase('presentation', 'scoring');
    for (const [index, judge] of judges.entries()) {
      for (const [name, task] of await story.tasks(judge, 'presentation')) {
        await story.score(judge, task.assignment_id, totals[name]?.[index] ?? 0);
      }
    }
    await story.phase('presentation', 'closed');
    await admin.post(`/stages/${story.stages.presentation}/rankings`, { reason: '' });
    await story.decideAndRelease('presentation');
  });

  it('the administrator enters a pool, an award and an offer', async () => {
    const page = await at('admin', `/admin/calls/${story.callId}/grants/new-pool`);
    await page.locator('#resource_key').selectOption('gpu_b200');
    await page.locator('#name').fill('B200 임차분');
    await page.locator('#provider').fill('국가 AI 컴퓨팅 센터 (가상)');
    const tomorrow = new Date(Math.ceil(Date.now() / day) * day);
    await typeMoment(page, 'windows[0].from', tomorrow);
    await typeMoment(page, 'windows[0].until', new Date(tomorrow.getTime() + 180 * day));
    await page.getByLabel(say('admin.grant.capacity'), { exact: true }).fill('1024');
    await page.getByRole('button', { name: say('admin.grant.create_pool') }).click();
    await page.waitForURL((url) => !url.pathname.endsWith('/new-pool'));
    const { items } = await (
      await story.as('admin')
    ).read<{ items: { id: string }[] }>(`/pools?call_id=${story.callId}`);
    poolId = items[0]?.id ?? '';

    await at('admin', `/admin/calls/${story.callId}/awards/${team(0).id}`);
    await page.locator('[id="lines[0].pool_id"]').selectOption(poolId);
    await page.locator('[id="lines[0].granted"]').fill('512');
    await page.locator('[id="lines[0].reason"]').fill('심의 결과에 따라 배정합니다.');
    await page.getByRole('button', { name: say('admin.award.enter') }).click();
    await notice(page, say('admin.award.entered'));
    await confirm(page, say('admin.offer.make'));
    await notice(page, say('admin.offer.made'));
  });

  it('the lead takes less than was offered, and the ledger balances', async () => {
    const page = await at('lead1', `/apply/teams/${team(0).id}/offers`);
    await choose(page.getByRole('radiogroup').first(), say('applicant.offer.accept_less'));
    await page.getByLabel(say('applicant.offer.accepted'), { exact: true }).fill('256');
    await confirm(page, say('applicant.offer.submit'));
    await page.getByText(/에 답했습니다/).waitFor();
    const admin = await story.as('admin');
    type Balance = { unit: string; account_kind: string; amount: number };
    const { items } = await admin.read<{ items: Balance[] }>(`/ledger/balances?call_id=${story.callId}`);
    const here = items.filter((one) => one.unit === `gpu_second:${poolId}`);
    expect(here.reduce((sum, one) => sum + one.amount, 0)).toBe(0);
    const committed = here.filter((one) => one.account_kind === 'committed');
    expect(committed.reduce((sum, one) => sum + one.amount, 0)).toBe((256 * 180 * day) / 1000);
  });

  it('everybody reads the result without JavaScript', async () => {
    const reader = await visit({ javaScript: false });
    open.set('reader', reader);
    await reader.page.goto(`/calls/${story.key}/results`);
    const text = await reader.page.locator('main').innerText();
    expect(text).toContain(team(0).organisation);
    expect(text).not.toContain('80.00');
    expect(text).not.toContain('judge');
  });

  it('no screen wrote an error on the way', () => {
    const troubles = [...open].flatMap(([name, one]) => one.troubles.map((trouble) => `${name}: ${trouble}`));
    // Before signing in the browser asks who is there, and is told: nobody yet.
    expect(troubles.filter((trouble) => !trouble.includes('status of 401'))).toEqual([]);
  });
});
