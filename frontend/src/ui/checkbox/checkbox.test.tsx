import { screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { Checkbox, CheckboxGroup } from './checkbox';

function Sample() {
  const [agreed, setAgreed] = useState(false);
  return <Checkbox label="동의합니다." hint="철회할 수 있습니다." checked={agreed} onChange={setAgreed} />;
}

function GroupSample() {
  const [value, setValue] = useState(['talent']);
  return (
    <>
      <CheckboxGroup
        label="자원"
        error="하나 이상 선택하십시오."
        value={value}
        onChange={setValue}
        options={[
          { value: 'gpu', label: 'GPU' },
          { value: 'data', label: '데이터' },
          { value: 'talent', label: '인재' },
        ]}
      />
      <output>{value.join(' ')}</output>
    </>
  );
}

describe('Checkbox', () => {
  it('is switched by its label', async () => {
    const { user } = renderUi(<Sample />);
    const box = screen.getByRole('checkbox', { name: '동의합니다.' });
    await user.click(screen.getByText('동의합니다.'));
    expect(box).toBeChecked();
    expect(box).toHaveAccessibleDescription('철회할 수 있습니다.');
  });
});

describe('CheckboxGroup', () => {
  it('gives the chosen ones in the order of the options', async () => {
    const { user } = renderUi(<GroupSample />);
    await user.click(screen.getByRole('checkbox', { name: 'GPU' }));
    expect(screen.getByRole('status')).toHaveTextContent('gpu talent');
    await user.click(screen.getByRole('checkbox', { name: '인재' }));
    expect(screen.getByRole('status')).toHaveTextContent(/^gpu$/);
  });

  it('is a group with a name and an error', () => {
    renderUi(<GroupSample />);
    const group = screen.getByRole('group', { name: '자원' });
    expect(group).toHaveAccessibleDescription('오류: 하나 이상 선택하십시오.');
    expect(screen.getByRole('checkbox', { name: 'GPU' })).toBeInvalid();
  });
});
