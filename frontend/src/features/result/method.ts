import type { Tree } from './api';

type Node = Tree['root'];

/** One sentence of the method: a message and its values. */
export type MethodLine =
  | { id: 'admin.method.mean' | 'admin.method.median'; values: { panel: string } }
  | { id: 'admin.method.trimmed_mean'; values: { panel: string; below: number } }
  | { id: 'admin.method.pass_mark'; values: { points: string } }
  | { id: 'admin.method.quota'; values: { quota: number } }
  | { id: 'admin.method.tie_break'; values: { keys: string } };

/** How the tree makes a ranking, in the order in which it is done. `nameOf` gives the words for a key of the tree. */
export function methodOf(tree: Tree, quota: number, nameOf: (key: string) => string): MethodLine[] {
  const ties = tree.ranking.tie_break ?? [];
  return [
    ...panels(tree.root).map((node) => panelLine(node, nameOf)),
    ...(tree.pass_mark ? [{ id: 'admin.method.pass_mark' as const, values: { points: tree.pass_mark.points } }] : []),
    ...(quota > 0 ? [{ id: 'admin.method.quota' as const, values: { quota } }] : []),
    ...(ties.length > 0
      ? [{ id: 'admin.method.tie_break' as const, values: { keys: ties.map((tie) => nameOf(tie.key)).join(' → ') } }]
      : []),
  ];
}

function panels(node: Node): Node[] {
  return node.panel ? [node] : (node.children ?? []).flatMap(panels);
}

function panelLine(node: Node, nameOf: (key: string) => string): MethodLine {
  const panel = nameOf(node.key);
  const aggregation = node.panel?.aggregation;
  if (aggregation?.method === 'trimmed_mean') {
    return { id: 'admin.method.trimmed_mean', values: { panel, below: aggregation.below ?? 0 } };
  }
  return { id: aggregation?.method === 'median' ? 'admin.method.median' : 'admin.method.mean', values: { panel } };
}
