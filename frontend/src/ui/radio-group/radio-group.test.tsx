import { screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { RadioGroup } from './radio-group';

function Sample() {
  const [value, setValue] = useState('');
  return (
    <RadioGroup
      id="done"
      label="모두 작성했습니까?"
      error="하나를 선택하십시오."
      value={value}
      onChange={setValue}
      options={[
        { value: 'yes', label: '예' },
        { value: 'no', label: '아니요', hint: '나중에 작성합니다.' },
      ]}
    />
  );
}

describe('RadioGroup', () => {
  it('answers nothing for the reader; one choice at a time', async () => {
    const { user } = renderUi(<Sample />);
    const [yes, no] = screen.getAllByRole('radio');
    expect(yes).not.toBeChecked();
    expect(no).not.toBeChecked();
    await user.click(screen.getByText('예'));
    expect(yes).toBeChecked();
    await user.keyboard('{ArrowDown}');
    expect(no).toBeChecked();
    expect(yes).not.toBeChecked();
  });

  it('has a name, an error and hints', () => {
    renderUi(<Sample />);
    const group = screen.getByRole('radiogroup', { name: '모두 작성했습니까?' });
    expect(group).toBeInvalid();
    expect(group).toHaveAccessibleDescription('오류: 하나를 선택하십시오.');
    expect(screen.getByRole('radio', { name: '아니요' })).toHaveAccessibleDescription('나중에 작성합니다.');
  });
});
