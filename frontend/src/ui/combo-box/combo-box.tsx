import { Button } from 'react-aria-components/Button';
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Text } from 'react-aria-components/Text';
import { useText } from '@/i18n/use-text';
import { matchesSearch } from '@/lib/search';
import controls from '@/ui/field/control.module.css';
import { Field, type FieldProps } from '@/ui/field/field';
import { Icon } from '@/ui/icon/icon';
import styles from './combo-box.module.css';

export type ComboBoxOption = { value: string; label: string; description?: string };

type ComboBoxProps = FieldProps & {
  name?: string;
  /** Empty when nothing is chosen. */
  value: string;
  onChange: (value: string) => void;
  options: ComboBoxOption[];
  state?: 'enabled' | 'disabled';
  placeholder?: string;
};

/** One of a long list, found by typing; initial consonants find Korean names (ㅇㅅㅌ → 업스테이지). */
export function ComboBox({ name, value, onChange, options, state, placeholder, ...field }: ComboBoxProps) {
  const t = useText();
  return (
    <Field {...field}>
      {(control, labelId) => (
        <AriaComboBox
          className={styles.combo}
          id={control.id}
          name={name}
          aria-labelledby={labelId}
          aria-describedby={control['aria-describedby']}
          isInvalid={control['aria-invalid'] === true}
          isRequired={control['aria-required'] === true}
          validationBehavior="aria"
          isDisabled={state === 'disabled'}
          menuTrigger="focus"
          allowsEmptyCollection
          defaultFilter={matchesSearch}
          defaultItems={options.map((option) => ({ id: option.value, ...option }))}
          selectedKey={value || null}
          onSelectionChange={(key) => onChange(key === null ? '' : String(key))}
        >
          <div className={styles.box}>
            <Input className={`${controls.control} ${styles.input}`} placeholder={placeholder} />
            <Button className={styles.open}>
              <Icon name="chevron-down" />
            </Button>
          </div>
          <Popover className={styles.popover} offset={4}>
            <ListBox
              className={styles.list}
              renderEmptyState={() => <p className={styles.none}>{t('common.combo_box.nothing_found')}</p>}
            >
              {(option: ComboBoxOption & { id: string }) => (
                <ListBoxItem className={styles.option} textValue={option.label}>
                  <Text slot="label">{option.label}</Text>
                  {option.description && (
                    <Text slot="description" className={styles.description}>
                      {option.description}
                    </Text>
                  )}
                </ListBoxItem>
              )}
            </ListBox>
          </Popover>
        </AriaComboBox>
      )}
    </Field>
  );
}
