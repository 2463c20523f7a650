import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { Figures, Section } from './layout';

describe('Section', () => {
  it('is a region under its heading', () => {
    renderUi(
      <Section title="구성원" level={3} actions={<button>추가</button>}>
        내용
      </Section>,
    );
    expect(screen.getByRole('region', { name: '구성원' })).toHaveTextContent('내용');
    expect(screen.getByRole('heading', { level: 3, name: '구성원' })).toBeVisible();
  });
});

describe('Figures', () => {
  it('pairs names and figures', () => {
    renderUi(<Figures items={[{ id: 'teams', label: '팀', value: '15', note: '마감' }]} />);
    expect(screen.getByRole('term')).toHaveTextContent('팀');
    expect(screen.getAllByRole('definition').map((item) => item.textContent)).toEqual(['15', '마감']);
  });
});
