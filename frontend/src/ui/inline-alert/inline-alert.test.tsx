import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { InlineAlert } from './inline-alert';

describe('InlineAlert', () => {
  it('is read out as urgently as it asks, and not at all when it was there from the start', () => {
    renderUi(
      <>
        <InlineAlert title="처음부터" />
        <InlineAlert title="조용히" urgency="polite" />
        <InlineAlert title="바로" urgency="assertive" tone="danger" />
      </>,
    );
    expect(screen.getByRole('status')).toHaveTextContent('조용히');
    expect(screen.getByRole('alert')).toHaveTextContent('바로');
    expect(screen.getByText('처음부터')).toBeVisible();
  });
});
