import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { renderUi } from '@/test/render';
import { FileUpload, type UploadRow } from './file-upload';
import { problemOfFile, type UploadProblem } from './upload-policy';

const policy = { extensions: ['pdf', 'hwp'], maxBytes: 10, maxFiles: 2 };

const file = (name: string, size: number) => new File([new Uint8Array(size)], name);

function setUp(rows: UploadRow[] = [], onRetry?: (id: string) => void) {
  const onAdd = vi.fn();
  const onRemove = vi.fn();
  const ui = <FileUpload label="제출 서류" {...{ rows, policy, onAdd, onRemove }} {...(onRetry && { onRetry })} />;
  return { ...renderUi(ui), onAdd, onRemove };
}

describe('FileUpload', () => {
  it.each([
    ['a.pdf', 5, undefined],
    ['A.PDF', 5, undefined],
    ['a.exe', 5, 'type'],
    ['pdf', 5, 'type'],
    ['a.pdf', 0, 'empty'],
    ['a.pdf', 11, 'too-large'],
  ])('judges %s of %i bytes: %s', (name, size, problem) => {
    expect(problemOfFile({ name, size }, policy)).toBe(problem);
  });

  it('sorts what is chosen into sendable and refused', () => {
    const { onAdd } = setUp();
    const [a, b, c, bad] = [file('a.pdf', 1), file('b.hwp', 1), file('c.pdf', 1), file('d.exe', 1)];
    fireEvent.change(screen.getByLabelText(/제출 서류/), { target: { files: [a, bad, b, c] } });
    expect(onAdd).toHaveBeenCalledWith(
      [a, b],
      [
        { file: bad, problem: 'type' },
        { file: c, problem: 'too-many' },
      ],
    );
  });

  it('takes dropped files too', () => {
    const { onAdd } = setUp();
    const dropped = file('a.pdf', 1);
    const zone = screen.getByText('또는 파일을 여기로 끌어 놓으십시오');
    fireEvent.drop(zone, { dataTransfer: { files: [dropped] } });
    expect(onAdd).toHaveBeenCalledWith([dropped], []);
  });

  it('shows how each file fares, and offers another try only where that can help', async () => {
    const retry = vi.fn();
    const { user, onRemove } = setUp(
      [
        { id: '1', name: '계획.pdf', size: 2048, state: 'done', href: '/documents/1' },
        { id: '2', name: '표.pdf', size: 1, state: 'uploading', progress: 62 },
        { id: '3', name: '암호.pdf', size: 1, state: 'failed', problem: 'password' },
        { id: '4', name: '끊김.pdf', size: 1, state: 'failed', problem: 'failed' },
        { id: '5', name: '검사.pdf', size: 1, state: 'checking' },
      ],
      retry,
    );
    const rows = within(screen.getByRole('list', { name: '제출 서류 파일 목록' })).getAllByRole('listitem');
    expect(within(rows[0] as HTMLElement).getByRole('link', { name: '계획.pdf' })).toHaveAttribute(
      'href',
      '/documents/1',
    );
    expect(screen.getByRole('progressbar', { name: '표.pdf 올리는 중' })).toHaveAttribute('value', '62');
    expect(rows[2]).toHaveTextContent('암호가 걸린 파일입니다.');
    expect(screen.queryByRole('button', { name: '암호.pdf 다시 올리기' })).toBeNull();
    await user.click(screen.getByRole('button', { name: '끊김.pdf 다시 올리기' }));
    expect(retry).toHaveBeenCalledWith('4');
    await user.click(screen.getByRole('button', { name: '계획.pdf 삭제' }));
    expect(onRemove).toHaveBeenCalledWith('1');
  });

  it('has words of its own for each problem', () => {
    const problems: UploadProblem[] = [
      'none',
      'type',
      'too-large',
      'empty',
      'too-many',
      'password',
      'virus',
      'template',
      'failed',
    ];
    setUp(problems.map((problem) => ({ id: problem, name: 'f', size: 1, state: 'failed', problem })));
    const words = screen.getAllByRole('listitem').map((row) => row.querySelector('p + p')?.textContent);
    expect(new Set(words).size).toBe(problems.length);
  });

  it('is closed when the list is full', () => {
    setUp([
      { id: '1', name: 'a.pdf', size: 1, state: 'done' },
      { id: '2', name: 'b.pdf', size: 1, state: 'waiting' },
    ]);
    expect(screen.getByLabelText(/제출 서류/, { selector: 'input' })).toBeDisabled();
  });

  it('announces the last outcome', () => {
    setUp([{ id: '1', name: 'a.pdf', size: 1, state: 'done' }]);
    expect(screen.getByText('a.pdf 파일을 올렸습니다')).toHaveAttribute('role', 'status');
  });
});
