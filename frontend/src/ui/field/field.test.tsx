import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { Field } from './field';

describe('Field', () => {
  it('wires label, hint and error to the control', () => {
    renderUi(
      <Field id="number" label="사업자등록번호" hint="10자리 숫자" error="10자리를 모두 입력하십시오.">
        {(control) => <input {...control} />}
      </Field>,
    );
    const input = screen.getByRole('textbox', { name: '사업자등록번호' });
    expect(input).toHaveAttribute('id', 'number');
    expect(input).toBeInvalid();
    expect(input).toBeRequired();
    expect(input).toHaveAccessibleDescription('10자리 숫자 오류: 10자리를 모두 입력하십시오.');
  });

  it('marks only what may be left out', () => {
    renderUi(
      <Field label="누리집" requirement="optional">
        {(control) => <input {...control} />}
      </Field>,
    );
    const input = screen.getByRole('textbox', { name: '누리집 (선택)' });
    expect(input).not.toBeRequired();
    expect(input).toBeValid();
    expect(input).not.toHaveAccessibleDescription();
  });

  it('names a group of controls', () => {
    renderUi(
      <Field label="기간" as="group">
        {(control, labelId) => <div role="group" id={control.id} aria-labelledby={labelId} />}
      </Field>,
    );
    expect(screen.getByRole('group', { name: '기간' })).toBeInTheDocument();
  });
});
