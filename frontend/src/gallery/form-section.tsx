import { useState } from 'react';
import { useLanguage } from '@/i18n/provider';
import { readWon } from '@/lib/number';
import { isDecimal } from '@/lib/decimal';
import { Checkbox, CheckboxGroup } from '@/ui/checkbox/checkbox';
import { ComboBox } from '@/ui/combo-box/combo-box';
import { CopyField } from '@/ui/copy-field/copy-field';
import { DateTimeField } from '@/ui/date-time-field/date-time-field';
import { Grid, Section, Stack } from '@/ui/layout/layout';
import { NumberField } from '@/ui/number-field/number-field';
import { RadioGroup } from '@/ui/radio-group/radio-group';
import { Select } from '@/ui/select/select';
import { Switch } from '@/ui/switch/switch';
import { TextArea } from '@/ui/text-area/text-area';
import { TextField } from '@/ui/text-field/text-field';
import { Sample, useSay } from './sample';

/** Every input, filled, empty, wrong and closed. */
export function FormSection() {
  const say = useSay();
  return (
    <Section title={say('입력', 'Form fields')}>
      <Sample name="text-field">
        <TextSamples />
      </Sample>
      <Sample name="text-area">
        <AreaSamples />
      </Sample>
      <Sample name="number-field">
        <NumberSamples />
      </Sample>
      <Sample name="select, combo-box">
        <ChoiceSamples />
      </Sample>
      <Sample name="checkbox, radio-group, switch">
        <TickSamples />
      </Sample>
      <Sample name="date-time-field, copy-field">
        <DateSamples />
      </Sample>
    </Section>
  );
}

function TextSamples() {
  const say = useSay();
  const [name, setName] = useState(say('가온누리 인공지능', 'Gaon Nuri AI'));
  const [number, setNumber] = useState('123-45-6789');
  const [password, setPassword] = useState('secret');
  return (
    <Grid>
      <TextField label={say('기관 이름', 'Organisation')} value={name} onChange={setName} />
      <TextField
        label={say('사업자등록번호', 'Business registration number')}
        hint={say('10자리 숫자', '10 digits')}
        value={number}
        onChange={setNumber}
        width="medium"
        error={say('10자리를 모두 입력하십시오.', 'Enter all 10 digits.')}
      />
      <TextField label={say('비밀번호', 'Password')} type="password" value={password} onChange={setPassword} />
      <TextField
        label={say('누리집', 'Web site')}
        requirement="optional"
        type="url"
        value=""
        onChange={() => undefined}
        placeholder="https://"
      />
      <TextField label={say('마감 뒤', 'After the deadline')} value={name} onChange={() => undefined} readOnly />
      <TextField label={say('쓸 수 없음', 'Disabled')} value={name} onChange={() => undefined} disabled />
    </Grid>
  );
}

function AreaSamples() {
  const say = useSay();
  const [plan, setPlan] = useState(say('우리는 공개형 언어 모델을 만듭니다.', 'We build an open language model.'));
  return (
    <Grid>
      <TextArea
        label={say('개발 목표', 'Goals')}
        hint={say('무엇을 왜 만드는지 씁니다.', 'What you build, and why.')}
        value={plan}
        onChange={setPlan}
        minLength={50}
        maxLength={500}
      />
      <TextArea
        label={say('요약', 'Summary')}
        value={plan}
        onChange={setPlan}
        maxLength={10}
        error={say('10자 이하로 줄이십시오.', 'Shorten it to 10 characters.')}
      />
    </Grid>
  );
}

function NumberSamples() {
  const say = useSay();
  const { language } = useLanguage();
  const [points, setPoints] = useState('37.5');
  const [won, setWon] = useState('1234567890');
  const reading = isDecimal(won) && !won.includes('.') ? readWon(BigInt(won), language) : '';
  return (
    <Grid>
      <NumberField
        label={say('기술·개발', 'Technology')}
        hint={say('0점에서 40점, 0.5점 단위', '0 to 40, in steps of 0.5')}
        value={points}
        onChange={setPoints}
        min="0"
        max="40"
        step="0.5"
        unit={say('점', 'points')}
      />
      <NumberField
        label={say('신청 금액', 'Amount')}
        value={won}
        onChange={setWon}
        unit={say('원', 'won')}
        width="medium"
        reading={reading}
      />
      <NumberField
        label={say('GPU 수량', 'GPUs')}
        value={say('여덟', 'eight')}
        onChange={() => undefined}
        unit={say('장', 'units')}
        error={say('숫자로 입력하십시오.', 'Enter a number.')}
      />
    </Grid>
  );
}

function ChoiceSamples() {
  const say = useSay();
  const [kind, setKind] = useState('');
  const [team, setTeam] = useState('');
  const options = [
    { value: 'company', label: say('기업', 'Company') },
    { value: 'university', label: say('대학', 'University') },
    { value: 'institute', label: say('연구기관', 'Institute') },
  ];
  const teams = ['가온누리 인공지능', '누리보듬', '다솜지능', '라온데이터', '마루테크'].map((label, index) => ({
    value: String(index),
    label,
    description: say('가상의 기관', 'Fictional'),
  }));
  return (
    <Grid>
      <Select label={say('기관 유형', 'Kind')} value={kind} onChange={setKind} options={options} />
      <Select
        label={say('역할', 'Role')}
        value=""
        onChange={() => undefined}
        options={options}
        error={say('역할을 선택하십시오.', 'Choose a role.')}
      />
      <ComboBox
        label={say('팀 찾기', 'Find a team')}
        hint={say('초성으로도 찾습니다: ㄱㅇㄴㄹ', 'Initial consonants work too')}
        value={team}
        onChange={setTeam}
        options={teams}
      />
      <ComboBox
        label={say('주관기관', 'Lead')}
        value="1"
        onChange={() => undefined}
        options={teams}
        error={say('이미 다른 팀의 주관기관입니다.', 'Leads another team already.')}
      />
      <Select
        label={say('쓸 수 없음', 'Disabled')}
        value="company"
        onChange={() => undefined}
        options={options}
        disabled
      />
    </Grid>
  );
}

function TickSamples() {
  const say = useSay();
  const [agreed, setAgreed] = useState(true);
  const [kinds, setKinds] = useState(['gpu']);
  const [done, setDone] = useState('');
  const [mail, setMail] = useState(true);
  const yesNo = [
    { value: 'yes', label: say('예, 작성했습니다', 'Yes, I have') },
    {
      value: 'no',
      label: say('아니요, 나중에 다시 작성합니다', 'No, I will come back'),
      hint: say('지금까지 쓴 내용은 저장됩니다.', 'What you wrote is saved.'),
    },
  ];
  return (
    <Grid>
      <Stack>
        <Checkbox
          label={say('개인정보 수집에 동의합니다.', 'I agree to the use of my data.')}
          checked={agreed}
          onChange={setAgreed}
        />
        <Checkbox
          label={say('바꿀 수 없는 항목', 'Cannot be changed')}
          checked={true}
          onChange={() => undefined}
          disabled
        />
        <CheckboxGroup
          label={say('신청 자원', 'Resources')}
          value={kinds}
          onChange={setKinds}
          options={[
            { value: 'gpu', label: say('GPU', 'GPUs'), hint: say('8장 단위', 'In nodes of eight') },
            { value: 'data', label: say('데이터', 'Data') },
            { value: 'talent', label: say('인재', 'Talent') },
          ]}
        />
        <Switch label={say('마감 전 전자우편 알림', 'Email before the deadline')} checked={mail} onChange={setMail} />
        <Switch label={say('쓸 수 없음', 'Disabled')} checked={false} onChange={() => undefined} disabled />
      </Stack>
      <Stack>
        <RadioGroup
          label={say('이 항목을 모두 작성했습니까?', 'Have you completed this section?')}
          value={done}
          onChange={setDone}
          options={yesNo}
        />
        <RadioGroup
          label={say('적격 여부', 'Eligible')}
          value=""
          onChange={() => undefined}
          layout="inline"
          error={say('하나를 선택하십시오.', 'Choose one.')}
          options={[
            { value: 'yes', label: say('적합', 'Yes') },
            { value: 'no', label: say('부적합', 'No') },
            { value: 'later', label: say('보류', 'Later'), state: 'disabled' },
          ]}
        />
      </Stack>
    </Grid>
  );
}

function DateSamples() {
  const say = useSay();
  const [deadline, setDeadline] = useState('2026-03-02T18:00:00+09:00');
  const [day, setDay] = useState('');
  return (
    <Grid>
      <DateTimeField label={say('접수 마감', 'Deadline')} value={deadline} onChange={setDeadline} />
      <DateTimeField
        label={say('설립일', 'Founded')}
        granularity="day"
        value={day}
        onChange={setDay}
        requirement="optional"
        error={say('공고일 이전이어야 합니다.', 'Must be before the call.')}
      />
      <CopyField label={say('초대 링크', 'Invitation link')} value="https://wbl.example/invitations/3f9c0d" />
    </Grid>
  );
}
