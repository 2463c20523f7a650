import { useState } from 'react';
import type { ErrorItem } from '@/lib/use-error-summary';
import { Breadcrumbs } from '@/ui/breadcrumbs/breadcrumbs';
import { Button } from '@/ui/button/button';
import { Disclosure } from '@/ui/disclosure/disclosure';
import { DisplaySettings } from '@/ui/display-settings/display-settings';
import { ErrorSummary } from '@/ui/error-summary/error-summary';
import { LanguageSwitch } from '@/ui/language-switch/language-switch';
import { Card, Cluster, Figures, Grid, Section } from '@/ui/layout/layout';
import { StepLine } from '@/ui/step-line/step-line';
import { SummaryList } from '@/ui/summary-list/summary-list';
import { Tabs } from '@/ui/tabs/tabs';
import { TaskList } from '@/ui/task-list/task-list';
import { TextField } from '@/ui/text-field/text-field';
import { Sample, useSay } from './sample';

/** The patterns that pages are built from. */
export function StructureSection() {
  const say = useSay();
  return (
    <Section title={say('화면 구성', 'Page patterns')}>
      <Sample name="breadcrumbs, language-switch, display-settings">
        <Cluster align="between">
          <Breadcrumbs
            crumbs={[
              { label: say('내 신청', 'My applications'), to: '/gallery' },
              { label: say('2025년 공고', 'Call 2025'), to: '/gallery#call' },
            ]}
            current={say('팀 정보', 'Team')}
          />
          <Cluster>
            <LanguageSwitch />
            <DisplaySettings />
          </Cluster>
        </Cluster>
      </Sample>
      <Sample name="error-summary">
        <ErrorSample />
      </Sample>
      <Sample name="task-list">
        <TaskSample />
      </Sample>
      <Sample name="summary-list">
        <SummarySample />
      </Sample>
      <Sample name="step-line">
        <StepSample />
      </Sample>
      <Sample name="tabs, disclosure">
        <TabSample />
      </Sample>
      <Sample name="layout">
        <Figures
          items={[
            { id: 'teams', label: say('접수한 팀', 'Teams'), value: '15' },
            {
              id: 'judges',
              label: say('평가 완료', 'Judges done'),
              value: '4 / 7',
              note: say('마감까지 2일', '2 days left'),
            },
            { id: 'mail', label: say('보낼 전자우편', 'Mail to send'), value: '0' },
          ]}
        />
        <Grid columns="main-aside">
          <Card>
            <h4>{say('주된 내용', 'Main')}</h4>
            <p>{say('넓은 화면에서 3분의 2를 차지합니다.', 'Two thirds on a wide screen.')}</p>
          </Card>
          <Card tone="subtle">
            <p>{say('곁의 내용', 'Aside')}</p>
          </Card>
        </Grid>
      </Sample>
    </Section>
  );
}

function ErrorSample() {
  const say = useSay();
  const [items, setItems] = useState<ErrorItem[]>([]);
  const missing = say('대표자 이름을 입력하십시오.', 'Enter the name of the representative.');
  return (
    <>
      <ErrorSummary items={items} />
      <TextField
        id="sample-name"
        label={say('대표자', 'Representative')}
        value=""
        onChange={() => undefined}
        error={items[0]?.message}
      />
      <Cluster>
        <Button
          onClick={() =>
            setItems([
              { fieldId: 'sample-name', message: missing },
              { message: say('대학이 참여해야 합니다.', 'A university must take part.') },
            ])
          }
        >
          {say('오류 보이기', 'Show errors')}
        </Button>
        <Button variant="tertiary" onClick={() => setItems([])}>
          {say('오류 지우기', 'Clear errors')}
        </Button>
      </Cluster>
    </>
  );
}

function TaskSample() {
  const say = useSay();
  return (
    <Grid>
      <TaskList
        title={say('신청서 작성', 'Prepare the application')}
        tasks={[
          { id: 'team', title: say('팀과 구성원', 'Team and members'), status: 'completed', to: '/gallery#1' },
          {
            id: 'plan',
            title: say('개발 계획', 'Plan'),
            status: 'in-progress',
            to: '/gallery#2',
            hint: say('7개 가운데 3개 작성', '3 of 7 answered'),
          },
          { id: 'budget', title: say('예산', 'Budget'), status: 'not-started', to: '/gallery#3' },
          { id: 'docs', title: say('제출 서류', 'Documents'), status: 'problem', to: '/gallery#4' },
        ]}
      />
      <TaskList
        title={say('제출', 'Submit')}
        tasks={[
          {
            id: 'submit',
            title: say('확인하고 제출', 'Check and submit'),
            status: 'cannot-start',
            reason: say('모든 항목을 작성하면 제출할 수 있습니다.', 'Complete all sections first.'),
          },
        ]}
      />
    </Grid>
  );
}

function SummarySample() {
  const say = useSay();
  return (
    <SummaryList
      rows={[
        {
          id: 'lead',
          label: say('주관기관', 'Lead'),
          value: say('가온누리 인공지능', 'Gaon Nuri AI'),
          changeTo: '/gallery#1',
        },
        {
          id: 'number',
          label: say('사업자등록번호', 'Registration number'),
          value: '123-45-67891',
          changeTo: '/gallery#2',
        },
        {
          id: 'goal',
          label: say('개발 목표', 'Goals'),
          value: say('세계 최고 수준의 95% 이상\n공개형 모델', '95% of the best\nOpen model'),
          changeTo: '/gallery#3',
        },
        { id: 'site', label: say('누리집', 'Web site'), value: '', changeTo: '/gallery#4' },
      ]}
    />
  );
}

function StepSample() {
  const say = useSay();
  return (
    <StepLine
      label={say('선정 절차', 'Procedure')}
      steps={[
        { id: 'docs', label: say('서류 검토', 'Documents'), state: 'done', description: say('적합', 'Complete') },
        {
          id: 'paper',
          label: say('서면평가', 'Paper review'),
          state: 'current',
          description: say('3. 5.(목)까지', 'until 5 Mar'),
        },
        { id: 'talk', label: say('발표평가', 'Presentation'), state: 'upcoming' },
        { id: 'budget', label: say('사업비 심의', 'Budget'), state: 'upcoming' },
        { id: 'agreement', label: say('협약', 'Agreement'), state: 'upcoming' },
      ]}
    />
  );
}

function TabSample() {
  const say = useSay();
  return (
    <>
      <Tabs
        label={say('팀 보기', 'Team views')}
        items={[
          {
            id: 'members',
            label: say('구성원', 'Members'),
            count: 4,
            content: say('네 명이 참여합니다.', 'Four take part.'),
          },
          { id: 'documents', label: say('서류', 'Documents'), content: say('서류 목록', 'List of documents') },
          { id: 'history', label: say('이력', 'History'), content: say('바뀐 내역', 'What changed') },
        ]}
      />
      <Disclosure title={say('점수는 어떻게 계산합니까?', 'How is the score computed?')}>
        <p>
          {say(
            '가장 높은 총점과 가장 낮은 총점을 하나씩 빼고 평균을 냅니다.',
            'One highest and one lowest total are left out, and the rest is averaged.',
          )}
        </p>
      </Disclosure>
    </>
  );
}
