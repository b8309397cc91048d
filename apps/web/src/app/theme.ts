// The design tokens, all in this file. Colour means state and nothing else, so the interface itself is ink on paper.
import {
  Anchor,
  Button,
  createTheme,
  type CSSVariablesResolver,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  Modal,
  Tooltip,
} from '@mantine/core';

const ink: MantineColorsTuple = [
  '#f4f5f6',
  '#e4e6e9',
  '#c9cdd3',
  '#a5abb4',
  '#7f8792',
  '#636b77',
  '#4b525d',
  '#363c46',
  '#242932',
  '#15181d',
];
const dark: MantineColorsTuple = [
  '#d7dade',
  '#b9bec6',
  '#959ca7',
  '#6b727e',
  '#474d57',
  '#343a43',
  '#272b32',
  '#1b1e23',
  '#141619',
  '#0d0f11',
];

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 9, dark: 1 },
  // Ink on paper turns round with the colour scheme, which Mantine's own contrast rule does not follow.
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    if (input.variant !== 'filled' || (input.color !== undefined && input.color !== 'ink')) return colors;
    return {
      ...colors,
      background: 'var(--mantine-color-text)',
      hover: 'color-mix(in srgb, var(--mantine-color-text) 86%, var(--mantine-color-body))',
      color: 'var(--mantine-color-body)',
      hoverColor: 'var(--mantine-color-body)',
    };
  },
  colors: { ink, dark },
  fontFamily:
    "'Pretendard Variable', Pretendard, -apple-system, BlinkMacSystemFont, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Segoe UI', sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', D2Coding, 'Pretendard Variable', ui-monospace, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  spacing: { xs: '0.375rem', sm: '0.625rem', md: '0.875rem', lg: '1.25rem', xl: '2rem' },
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '1.1875rem', lineHeight: '1.4' }, h2: { fontSize: '0.9375rem', lineHeight: '1.4' } },
  },
  defaultRadius: 'sm',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Anchor: Anchor.extend({ defaultProps: { underline: 'always' } }),
    Button: Button.extend({ defaultProps: { size: 'xs' } }),
    Modal: Modal.extend({ defaultProps: { centered: true } }),
    Tooltip: Tooltip.extend({ defaultProps: { events: { hover: true, focus: true, touch: true }, openDelay: 300 } }),
    SegmentedControl: {
      styles: {
        root: { backgroundColor: 'var(--paper-sunk)', border: '1px solid var(--line)' },
        label: { paddingInline: '10px' },
      },
    },
    Switch: { styles: { thumb: { backgroundColor: 'var(--mantine-color-body)' } } },
    InputWrapper: { styles: { description: { fontSize: '0.75rem' } } },
    Radio: {
      defaultProps: { iconColor: 'var(--mantine-color-body)' },
      styles: { description: { fontSize: '0.75rem' } },
    },
    Checkbox: { defaultProps: { iconColor: 'var(--mantine-color-body)' } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    NumberInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm' } },
  },
});

/** Text and background of each state; every pair and each text colour on the page reads at 4.5 : 1 or better. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--row-height': '32px', '--page-width': '1480px' },
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1b1f24',
    '--mantine-color-anchor': '#1b1f24',
    '--mantine-color-dimmed': '#5c646f',
    '--mantine-color-placeholder': '#6b727d',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-default-border': '#d5d9de',
    '--line': '#e3e6ea',
    '--paper-sunk': '#f6f7f8',
    '--paper-hover': '#f0f2f4',
    '--paper-selected': '#e8ebee',
    '--state-waiting': '#565e69',
    '--state-waiting-bg': '#eceef1',
    '--state-running': '#0b57c2',
    '--state-running-bg': '#e6effc',
    '--state-done': '#146c38',
    '--state-done-bg': '#e3f4e9',
    '--state-attention': '#8a5300',
    '--state-attention-bg': '#fdf1d8',
    '--state-stopped': '#b3261e',
    '--state-stopped-bg': '#fce9e7',
  },
  dark: {
    '--mantine-color-body': '#131518',
    '--mantine-color-text': '#e2e5e9',
    '--mantine-color-anchor': '#e2e5e9',
    '--mantine-color-dimmed': '#9ba3ae',
    '--mantine-color-placeholder': '#8a929d',
    '--mantine-color-error': '#ff8a80',
    '--mantine-color-default-border': '#383e47',
    '--line': '#272c33',
    '--paper-sunk': '#191c20',
    '--paper-hover': '#1f2328',
    '--paper-selected': '#282d34',
    '--state-waiting': '#a3abb6',
    '--state-waiting-bg': '#262a30',
    '--state-running': '#7db4ff',
    '--state-running-bg': '#152a47',
    '--state-done': '#6fcf97',
    '--state-done-bg': '#14321f',
    '--state-attention': '#f2c14e',
    '--state-attention-bg': '#38290a',
    '--state-stopped': '#ff9389',
    '--state-stopped-bg': '#421a17',
  },
});
