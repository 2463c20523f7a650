import { useState } from 'react';
import { Section, Stack } from '@/ui/layout/layout';
import { NumberField } from '@/ui/number-field/number-field';
import { PdfView } from '@/ui/pdf-view/pdf-view';
import { SplitView } from '@/ui/split-view/split-view';
import { TextArea } from '@/ui/text-area/text-area';
import { Sample, useSay } from './sample';
import { samplePdf } from './sample-pdf';

/** The judge's two panes with a document. */
export function ReadingSection() {
  const say = useSay();
  const [data] = useState(() =>
    samplePdf([
      ['사업계획서(보기)', '가온누리 인공지능은 가상의 기관입니다.', '1. 개발 목표와 전략'],
      ['2. 기술과 개발 역량', 'Model, data, infrastructure'],
      ['3. 생태계 기여 계획'],
    ]),
  );
  const [points, setPoints] = useState('');
  const [comment, setComment] = useState('');
  return (
    <Section title={say('읽기와 평가', 'Reading and judging')}>
      <Sample name="split-view, pdf-view">
        <SplitView
          storageKey="wbl-split-gallery"
          start={{
            label: say('서류', 'Document'),
            content: <PdfView data={data} label={say('사업계획서', 'Business plan')} />,
          }}
          end={{
            label: say('평가표', 'Score sheet'),
            content: (
              <Stack>
                <NumberField
                  label={say('기술·개발', 'Technology')}
                  value={points}
                  onChange={setPoints}
                  min="0"
                  max="40"
                  unit={say('점', 'points')}
                />
                <TextArea label={say('의견', 'Comment')} value={comment} onChange={setComment} minLength={20} />
              </Stack>
            ),
          }}
        />
      </Sample>
    </Section>
  );
}
