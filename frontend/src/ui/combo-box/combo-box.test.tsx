import { screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { ComboBox } from './combo-box';

const options = [
  { value: '1', label: '가온누리 인공지능' },
  { value: '2', label: '누리보듬' },
  { value: '3', label: '업스테이지' },
];

function Sample({ error }: { error?: string }) {
  const [value, setValue] = useState('');
  return (
    <>
      <ComboBox
        id="team"
        label="팀"
        hint="이름으로 찾습니다."
        error={error}
        value={value}
        onChange={setValue}
        options={options}
      />
      <output data-testid="value">{value}</output>
    </>
  );
}

describe('ComboBox', () => {
  it('finds by initial consonants and gives the choice', async () => {
    const { user } = renderUi(<Sample />);
    await user.type(screen.getByRole('combobox', { name: '팀' }), 'ㅇㅅㅌ');
    await user.click(await screen.findByRole('option', { name: '업스테이지' }));
    expect(screen.getByTestId('value')).toHaveTextContent('3');
    expect(screen.getByRole('combobox')).toHaveValue('업스테이지');
  });

  it('works by keyboard alone', async () => {
    const { user } = renderUi(<Sample />);
    await user.tab();
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(screen.getByTestId('value')).not.toBeEmptyDOMElement();
  });

  it('says when nothing is found', async () => {
    const { user } = renderUi(<Sample />);
    await user.type(screen.getByRole('combobox'), '없는 팀');
    expect(await screen.findByText('찾는 항목이 없습니다.')).toBeInTheDocument();
  });

  it('belongs to its label, hint and error, and can be found by the summary', () => {
    renderUi(<Sample error="팀을 선택하십시오." />);
    const input = screen.getByRole('combobox', { name: '팀' });
    expect(input).toHaveAccessibleDescription('이름으로 찾습니다. 오류: 팀을 선택하십시오.');
    expect(input).toBeInvalid();
    expect(document.getElementById('team')).toBe(input);
  });
});
