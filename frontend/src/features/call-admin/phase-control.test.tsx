import { screen, within } from '@testing-library/react';
import { http } from 'msw';
import { expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { apiUrl, problem, startServer } from '@/test/server';
import type { Stage } from './api';
import { PhaseControl } from './phase-control';

const server = startServer();

const stage = { id: 's', phase: 'pending', sections: [], documents: [], requests: false, tree: {} } as unknown as Stage;

it('says why the scoring cannot begin, and names the teams', async () => {
  const errors = [{ location: 'teams.a', code: 'panel.team_lacks_judges', message: '가팀: 평가위원 2명' }];
  server.use(
    http.post(apiUrl('/stages/s/phase'), () => problem(409, 'panel.too_few_judges', { detail: '모자랍니다.', errors })),
  );
  const { user } = renderUi(<PhaseControl stage={stage} name="서면평가" closing="마감 안내" />);
  await user.click(screen.getByRole('button', { name: '채점 시작' }));
  const dialog = await screen.findByRole('alertdialog');
  expect(dialog).not.toHaveTextContent('마감 안내');
  await user.click(within(dialog).getByRole('button', { name: '채점 시작' }));
  const alert = await within(dialog).findByRole('alert');
  expect(alert).toHaveTextContent('모자랍니다.');
  expect(alert).toHaveTextContent('가팀: 평가위원 2명');
});

it('shows what closing the scoring costs before it is closed', async () => {
  const { user } = renderUi(
    <PhaseControl stage={{ ...stage, phase: 'scoring' }} name="서면평가" closing="평가표 3건이 빠집니다" />,
  );
  await user.click(screen.getByRole('button', { name: '단계 마감' }));
  expect(await screen.findByRole('alertdialog')).toHaveTextContent('평가표 3건이 빠집니다');
});
