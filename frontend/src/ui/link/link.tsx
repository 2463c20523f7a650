import type { ComponentProps, ReactNode } from 'react';
import { Link as RouterLink } from 'react-router';
import { useText } from '@/i18n/use-text';
import type { ButtonSize, ButtonVariant } from '@/ui/button/button';
import buttonStyles from '@/ui/button/button.module.css';
import { Icon, type IconName } from '@/ui/icon/icon';
import { VisuallyHidden } from '@/ui/visually-hidden/visually-hidden';
import styles from './link.module.css';

type AnchorProps = Omit<ComponentProps<'a'>, 'href' | 'target' | 'children'>;

type Destination =
  /** A screen of this application. */
  | { to: string; href?: never; target?: never }
  /** Anything else: a public page, a file, another site. */
  | { href: string; to?: never; target?: 'same-window' | 'new-window' };

export type LinkProps = AnchorProps &
  Destination & {
    children: ReactNode;
    /** What the words alone do not say, for screen readers: "바꾸기" + hidden "사업자등록번호". */
    hiddenText?: string;
    /** `quiet` underlines on hover only: for lists where everything is a link. */
    variant?: 'inline' | 'quiet';
  };

/** Leads somewhere. */
export function Link({ children, hiddenText, variant = 'inline', ...rest }: LinkProps) {
  const words = (
    <>
      {children}
      {hiddenText && <VisuallyHidden> {hiddenText}</VisuallyHidden>}
    </>
  );
  return <Anchor {...rest} className={styles.link} data-variant={variant} words={words} />;
}

type ButtonLinkProps = AnchorProps &
  Destination & { children: string; variant?: ButtonVariant; size?: ButtonSize; icon?: IconName };

/** A link that looks like a button: the next step of a journey. */
export function ButtonLink({ children, variant = 'secondary', size = 'medium', icon, ...rest }: ButtonLinkProps) {
  const words = (
    <>
      {icon && <Icon name={icon} />}
      {children}
    </>
  );
  return <Anchor {...rest} className={buttonStyles.button} data-variant={variant} data-size={size} words={words} />;
}

type AnyAnchorProps = AnchorProps & {
  to?: string;
  href?: string;
  target?: 'same-window' | 'new-window';
  words: ReactNode;
};

function Anchor({ to, href, target, words, ...rest }: AnyAnchorProps) {
  const t = useText();
  if (to !== undefined) {
    return (
      <RouterLink {...rest} to={to}>
        {words}
      </RouterLink>
    );
  }
  if (target !== 'new-window') {
    return (
      <a {...rest} href={href}>
        {words}
      </a>
    );
  }
  return (
    <a {...rest} href={href} target="_blank" rel="noreferrer">
      {words}
      <Icon name="external" size="small" />
      <VisuallyHidden> {t('common.link.new_window')}</VisuallyHidden>
    </a>
  );
}
