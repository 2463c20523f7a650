import { Button } from '@/ui/button/button';
import { Icon } from '@/ui/icon/icon';
import { Cluster, Prose, Section, Stack } from '@/ui/layout/layout';
import { ButtonLink, Link } from '@/ui/link/link';
import { StatusTag } from '@/ui/status-tag/status-tag';
import { Sample, useSay } from './sample';
import styles from './gallery.module.css';

const surfaces = ['default', 'subtle', 'primary', 'success', 'warning', 'danger'] as const;

/** Colours, type, buttons and links. */
export function WordsSection() {
  const say = useSay();
  return (
    <Section title={say('글자, 단추, 링크', 'Words, buttons, links')}>
      <Sample name="tokens">
        <div className={styles.swatches}>
          {surfaces.map((surface) => (
            <div key={surface} className={styles.swatch} style={{ background: `var(--surface-${surface})` }}>
              {surface} <span style={{ color: 'var(--text-subtle)' }}>{say('보조 글자', 'subtle')}</span>
            </div>
          ))}
        </div>
        <Prose>
          <p>
            {say(
              '본문은 낱말 단위로 줄을 바꿉니다. 다람쥐 헌 쳇바퀴에 타고파. 0123456789, ABCDEFG abcdefg.',
              'Body text wraps at words. The quick brown fox jumps over the lazy dog. 0123456789.',
            )}
          </p>
        </Prose>
      </Sample>
      <Sample name="button">
        <Cluster>
          <Button variant="primary">{say('신청서 제출', 'Submit application')}</Button>
          <Button>{say('저장', 'Save')}</Button>
          <Button variant="tertiary">{say('나중에 하기', 'Later')}</Button>
          <Button variant="danger">{say('제출 취소', 'Withdraw')}</Button>
        </Cluster>
        <Cluster>
          <Button variant="primary" size="small">
            {say('작게', 'Small')}
          </Button>
          <Button variant="primary" size="large">
            {say('크게', 'Large')}
          </Button>
          <Button variant="primary" status="pending">
            {say('제출', 'Submit')}
          </Button>
          <Button variant="primary" disabled>
            {say('쓸 수 없음', 'Disabled')}
          </Button>
          <Button disabled>{say('쓸 수 없음', 'Disabled')}</Button>
          <Button icon="plus">{say('구성원 추가', 'Add member')}</Button>
          <Button icon="refresh" display="icon-only">
            {say('새로 고침', 'Refresh')}
          </Button>
        </Cluster>
      </Sample>
      <Sample name="link">
        <Cluster gap="medium">
          <Link to="/gallery">{say('이 화면', 'This screen')}</Link>
          <Link href="/" target="new-window">
            {say('공고', 'Call')}
          </Link>
          <Link to="/gallery" variant="quiet">
            {say('밑줄 없는 링크', 'Quiet link')}
          </Link>
          <ButtonLink to="/gallery" variant="primary">
            {say('신청 시작', 'Start')}
          </ButtonLink>
          <ButtonLink to="/gallery" icon="document">
            {say('접수증 보기', 'See receipt')}
          </ButtonLink>
        </Cluster>
      </Sample>
      <Sample name="status-tag, icon">
        <Cluster>
          <StatusTag>{say('시작 전', 'Not started')}</StatusTag>
          <StatusTag tone="info">{say('진행 중', 'In progress')}</StatusTag>
          <StatusTag tone="success">{say('제출함', 'Submitted')}</StatusTag>
          <StatusTag tone="warning">{say('마감 임박', 'Closing soon')}</StatusTag>
          <StatusTag tone="danger">{say('부적합', 'Not eligible')}</StatusTag>
        </Cluster>
        <Stack gap="small">
          <Cluster>
            {(['check', 'info', 'success', 'warning', 'danger', 'document', 'upload', 'lock', 'globe'] as const).map(
              (name) => (
                <Icon key={name} name={name} size="large" />
              ),
            )}
          </Cluster>
        </Stack>
      </Sample>
    </Section>
  );
}
