/** What ends at the date that the present phase waits for. */
export const dueNames = {
  pending: 'admin.due.opens',
  filing: 'admin.due.closes',
  screening: 'admin.due.screening',
  scoring: 'admin.due.scoring',
  closed: 'admin.due.result',
  released: 'admin.due.result',
} as const;
