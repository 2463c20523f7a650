/**
 * Why a file was not taken. Each has words of its own that say what to do.
 * The first five can be seen here before sending; the rest only by the server.
 */
export type UploadProblem =
  'none' | 'type' | 'too-large' | 'empty' | 'too-many' | 'password' | 'virus' | 'template' | 'failed';

export type UploadPolicy = {
  /** Lower-case endings without a dot: `['pdf', 'hwpx']`. The bytes are checked by the server. */
  extensions: string[];
  maxBytes: number;
  maxFiles: number;
};

/** The problem that can be told from the outside of a file, if any. */
export function problemOfFile(file: Pick<File, 'name' | 'size'>, policy: UploadPolicy): UploadProblem | undefined {
  const extension = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase() ?? '';
  if (!policy.extensions.includes(extension)) return 'type';
  if (file.size === 0) return 'empty';
  if (file.size > policy.maxBytes) return 'too-large';
  return undefined;
}
