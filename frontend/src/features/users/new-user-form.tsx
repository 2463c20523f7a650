import { useState } from 'react';
import { useText } from '@/i18n/use-text';
import { useErrorSummary, type ErrorItem } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { Form } from '@/ui/form/form';
import { RadioGroup } from '@/ui/radio-group/radio-group';
import { TextField } from '@/ui/text-field/text-field';
import { useCreateUser, type NewUserInput } from './api';
import { RoleBoxes } from './user-table';

type Made = { name: string; link: string };

/** Makes an account; the person sets a password through the link. */
export function NewUserForm({ onCreated }: { onCreated: (made: Made) => void }) {
  const t = useText();
  const create = useCreateUser();
  const errors = useErrorSummary();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [language, setLanguage] = useState<NewUserInput['language']>('ko');
  const [roles, setRoles] = useState<string[]>([]);
  const missing = (): ErrorItem[] => [
    ...(name.trim() ? [] : [{ fieldId: 'name', message: t('admin.user.name_missing') }]),
    ...(email.trim() ? [] : [{ fieldId: 'email', message: t('admin.email_missing') }]),
  ];
  const submit = async () => {
    if (create.isPending) return;
    const items = missing();
    errors.setItems(items);
    if (items.length > 0) return;
    try {
      const made = await create.mutateAsync({ email: email.trim(), name: name.trim(), language, roles });
      onCreated({ name: made.person.name, link: made.link });
    } catch (thrown) {
      errors.report(thrown);
    }
  };
  return (
    <Form errors={errors.items} onSubmit={submit}>
      <TextField
        id="name"
        label={t('admin.name')}
        autoComplete="off"
        width="medium"
        value={name}
        onChange={setName}
        error={errors.errorOf('name')}
      />
      <TextField
        id="email"
        type="email"
        label={t('admin.email')}
        autoComplete="off"
        width="medium"
        value={email}
        onChange={setEmail}
        error={errors.errorOf('email')}
      />
      <RadioGroup
        id="language"
        label={t('admin.user.language')}
        layout="inline"
        value={language}
        onChange={(value) => setLanguage(value === 'en' ? 'en' : 'ko')}
        options={[
          { value: 'ko', label: t('admin.user.korean') },
          { value: 'en', label: t('admin.user.english') },
        ]}
        error={errors.errorOf('language')}
      />
      <RoleBoxes value={roles} onChange={setRoles} error={errors.errorOf('roles')} />
      <div>
        <Button type="submit" variant="primary" status={create.isPending ? 'pending' : 'ready'}>
          {t('admin.user.create')}
        </Button>
      </div>
    </Form>
  );
}
