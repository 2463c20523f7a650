import type { ReactNode } from 'react';
import { useBilingual } from '@/i18n/bilingual';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatDate } from '@/lib/date';
import { isDecimal } from '@/lib/decimal';
import { formatNumber } from '@/lib/number';
import { Prose } from '@/ui/layout/layout';
import type { FieldValue, Property } from './section-schema';
import styles from './answer-text.module.css';

/** An answer as people read it; nothing for one that was not given. */
export function useAnswerText(): (property: Property, value: FieldValue | undefined) => ReactNode {
  const t = useText();
  const say = useBilingual();
  const { language } = useLanguage();
  return (property, value) => {
    if (value === undefined || value === '' || value.length === 0) return undefined;
    if (Array.isArray(value)) {
      const titles = property.type === 'array' ? property.items['x-enum-titles'] : undefined;
      const items = value.filter((item) => item.trim() !== '').map((item) => say(titles?.[item]) || item);
      return items.length > 0 ? items.join(', ') : undefined;
    }
    switch (property.type) {
      case 'integer':
        return isDecimal(value) && !value.includes('.') ? formatNumber(BigInt(value), language) : value;
      case 'boolean':
        return t(value === 'true' ? 'applicant.section.yes' : 'applicant.section.no');
      case 'string':
        if (property.enum) return say(property['x-enum-titles']?.[value]) || value;
        if (property.format === 'date') return formatDate(`${value}T00:00:00+09:00`, language);
        return property['x-multiline'] ? <Paragraphs text={value} /> : value;
      case 'array':
        return value;
    }
  };
}

function Paragraphs({ text }: { text: string }) {
  return (
    <Prose>
      <p className={styles.text}>{text}</p>
    </Prose>
  );
}
