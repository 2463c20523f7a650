import { useState } from 'react';
import { useText } from '@/i18n/use-text';
import { applyDisplay, readDisplay, scales, themes, type Display, type Scale, type Theme } from '@/lib/display';
import { Popup } from '@/ui/popup/popup';
import { RadioGroup } from '@/ui/radio-group/radio-group';
import styles from './display-settings.module.css';

const themeNames = {
  system: 'common.display.theme_system',
  light: 'common.display.theme_light',
  'high-contrast': 'common.display.theme_high_contrast',
} as const;

/** Size and contrast of the screen, kept in this browser. */
export function DisplaySettings() {
  const t = useText();
  const [display, setDisplay] = useState<Display>(readDisplay);
  const change = (part: Partial<Display>) => {
    const next = { ...display, ...part };
    applyDisplay(next);
    setDisplay(next);
  };
  return (
    <Popup label={t('common.display.title')} icon="display">
      <div className={styles.settings}>
        <RadioGroup
          label={t('common.display.scale')}
          layout="inline"
          value={String(display.scale)}
          onChange={(value) => change({ scale: Number(value) as Scale })}
          options={scales.map((scale) => ({ value: String(scale), label: `${scale}%` }))}
        />
        <RadioGroup
          label={t('common.display.theme')}
          value={display.theme}
          onChange={(value) => change({ theme: value as Theme })}
          options={themes.map((theme) => ({ value: theme, label: t(themeNames[theme]) }))}
        />
      </div>
    </Popup>
  );
}
