import { useState } from 'react';
import { AppShell } from '@/ui/app-shell/app-shell';
import { PageHeader } from '@/ui/page-header/page-header';
import { Switch } from '@/ui/switch/switch';
import { DataSection } from './data-section';
import { FeedbackSection } from './feedback-section';
import { FormSection } from './form-section';
import { ReadingSection } from './reading-section';
import { useSay } from './sample';
import { StructureSection } from './structure-section';
import { WordsSection } from './words-section';

/** Every component in every state. Screens are built from these alone. */
export function GalleryPage() {
  const say = useSay();
  const [compact, setCompact] = useState(false);
  return (
    <AppShell
      portal={say('구성 요소', 'Components')}
      density={compact ? 'compact' : 'comfortable'}
      nav={[
        { to: '/gallery', label: say('모음', 'Gallery'), match: 'exact' },
        { to: '/apply', label: say('신청', 'Apply'), count: 2 },
      ]}
    >
      <PageHeader
        title={say('구성 요소 모음', 'Component gallery')}
        context={say('시연 전용', 'Demonstration only')}
        description={say('언어와 화면 설정은 위에서 바꿉니다.', 'Change the language and the display at the top.')}
        actions={<Switch label={say('촘촘하게', 'Compact')} checked={compact} onChange={setCompact} />}
      />
      <WordsSection />
      <FormSection />
      <StructureSection />
      <FeedbackSection />
      <DataSection />
      <ReadingSection />
    </AppShell>
  );
}
