import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatDateTime } from '@/lib/date';
import { Button } from '@/ui/button/button';
import { Disclosure } from '@/ui/disclosure/disclosure';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Stack } from '@/ui/layout/layout';
import type { Sheet } from './api';
import type { DeviceCopy } from './device-copy';
import { SheetComparison } from './sheet-comparison';
import { valueOf, type SheetValue } from './sheet-value';

type CopyNoticeProps = { sheet: Sheet; copy: DeviceCopy; onChoose: (side: 'device' | 'server') => void };

/** A closed tab left words behind: the newest are on the screen, the others one press away. */
export function CopyNotice({ sheet, copy, onChoose }: CopyNoticeProps) {
  const t = useText();
  const { language } = useLanguage();
  const at = formatDateTime(new Date(copy.at), language);
  const restored = copy.newest === 'device';
  return (
    <InlineAlert
      tone={restored ? 'info' : 'warning'}
      urgency="polite"
      title={t(restored ? 'judge.copy.restored' : 'judge.copy.found', { at })}
      actions={
        <>
          <Button size="small" onClick={() => onChoose('device')}>
            {t(restored ? 'judge.copy.keep' : 'judge.copy.use_device')}
          </Button>
          <Button size="small" onClick={() => onChoose('server')}>
            {t(restored ? 'judge.copy.use_server' : 'judge.copy.drop')}
          </Button>
        </>
      }
    >
      <Disclosure title={t('judge.copy.compare')}>
        <SheetComparison
          sheet={sheet}
          left={{ label: t('judge.copy.device'), value: copy.value }}
          right={{ label: t('judge.copy.server'), value: valueOf(sheet) }}
        />
      </Disclosure>
    </InlineAlert>
  );
}

type RivalNoticeProps = { mine: SheetValue; theirs: Sheet; onSettle: (side: 'mine' | 'theirs') => void };

/** The same sheet was saved from another window: nothing is overwritten before a choice. */
export function RivalNotice({ mine, theirs, onSettle }: RivalNoticeProps) {
  const t = useText();
  const { language } = useLanguage();
  const at = formatDateTime(theirs.updated_at, language);
  return (
    <InlineAlert
      tone="warning"
      urgency="assertive"
      title={t('judge.rival.title')}
      actions={
        <>
          <Button size="small" onClick={() => onSettle('mine')}>
            {t('judge.rival.use_mine')}
          </Button>
          <Button size="small" onClick={() => onSettle('theirs')}>
            {t('judge.rival.use_theirs')}
          </Button>
        </>
      }
    >
      <Stack gap="small">
        <p>{t('judge.rival.explanation', { at })}</p>
        <SheetComparison
          sheet={theirs}
          left={{ label: t('judge.rival.mine'), value: mine }}
          right={{ label: t('judge.rival.theirs'), value: valueOf(theirs) }}
        />
      </Stack>
    </InlineAlert>
  );
}
