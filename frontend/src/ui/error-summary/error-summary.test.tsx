import { screen } from '@testing-library/react';
import { useState } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ErrorItem } from '@/lib/use-error-summary';
import { renderUi } from '@/test/render';
import { RadioGroup } from '@/ui/radio-group/radio-group';
import { TextField } from '@/ui/text-field/text-field';
import { ErrorSummary } from './error-summary';

const wrong: ErrorItem[] = [
  { fieldId: 'name', message: '이름을 입력하십시오.' },
  { fieldId: 'done', message: '하나를 선택하십시오.' },
  { message: '대학이 참여해야 합니다.' },
];

function Sample() {
  const [items, setItems] = useState<ErrorItem[]>([]);
  return (
    <>
      <ErrorSummary items={items} />
      <TextField id="name" label="이름" value="" onChange={() => undefined} error={items[0]?.message} />
      <RadioGroup
        id="done"
        label="작성"
        value=""
        onChange={() => undefined}
        options={[{ value: 'yes', label: '예' }]}
      />
      <button onClick={() => setItems([...wrong])}>제출</button>
      <button onClick={() => setItems([])}>지우기</button>
    </>
  );
}

describe('ErrorSummary', () => {
  beforeEach(() => {
    document.title = '신청 · WBL';
  });

  it('takes the focus when it appears, and again at the next failed try', async () => {
    const { user } = renderUi(<Sample />);
    expect(screen.queryByRole('alert')).toBeNull();
    await user.click(screen.getByRole('button', { name: '제출' }));
    const summary = screen.getByRole('alert', { name: '입력한 내용을 확인하십시오' });
    expect(summary).toHaveFocus();
    await user.click(screen.getByRole('button', { name: '제출' }));
    expect(summary).toHaveFocus();
  });

  it('leads to the fields, and to the first control of a group', async () => {
    const { user } = renderUi(<Sample />);
    await user.click(screen.getByRole('button', { name: '제출' }));
    await user.click(screen.getByRole('link', { name: '이름을 입력하십시오.' }));
    expect(screen.getByRole('textbox', { name: '이름' })).toHaveFocus();
    await user.click(screen.getByRole('link', { name: '하나를 선택하십시오.' }));
    expect(screen.getByRole('radio', { name: '예' })).toHaveFocus();
    expect(screen.queryByRole('link', { name: '대학이 참여해야 합니다.' })).toBeNull();
  });

  it('marks the title of the page while there are errors', async () => {
    const { user } = renderUi(<Sample />);
    await user.click(screen.getByRole('button', { name: '제출' }));
    expect(document.title).toBe('오류: 신청 · WBL');
    await user.click(screen.getByRole('button', { name: '지우기' }));
    expect(document.title).toBe('신청 · WBL');
  });
});
