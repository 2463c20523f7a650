import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { TaskList } from './task-list';

describe('TaskList', () => {
  it('links each task with its status, except what cannot be started, which says why', () => {
    renderUi(
      <TaskList
        title="신청서 작성"
        tasks={[
          { id: 'a', title: '팀', status: 'completed', to: '/team' },
          { id: 'b', title: '계획', status: 'in-progress', to: '/plan', hint: '7개 가운데 3개' },
          { id: 'c', title: '제출', status: 'cannot-start', reason: '모든 항목을 작성하십시오.' },
        ]}
      />,
    );
    expect(screen.getByRole('region', { name: '신청서 작성' })).toBeVisible();
    expect(screen.getByRole('link', { name: '팀' })).toHaveAccessibleDescription('작성 완료');
    expect(screen.getByRole('link', { name: '계획' })).toHaveAccessibleDescription('7개 가운데 3개 작성 중');
    expect(screen.queryByRole('link', { name: '제출' })).toBeNull();
    expect(screen.getByText('모든 항목을 작성하십시오.')).toBeVisible();
    expect(screen.getByText('아직 시작할 수 없음')).toBeVisible();
  });
});
