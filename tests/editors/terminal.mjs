// Turns a captured terminal (text with SGR escape sequences, as `tmux capture-pane -e` prints it) into HTML.

const plain = { bold: false, italic: false, reverse: false, line: '', text: '', back: '', lineColour: '' };

/** Applies the parameters of one SGR sequence; only what a true colour terminal is sent. */
function apply(style, parameters) {
  let next = { ...style };
  const queue = parameters === '' ? ['0'] : parameters.split(';');
  const colour = () => (queue.shift() === '2' ? `rgb(${queue.splice(0, 3).join(',')})` : '');
  while (queue.length > 0) {
    const code = queue.shift();
    if (code === '0') next = { ...plain };
    else if (code === '1') next.bold = true;
    else if (code === '22') next.bold = false;
    else if (code === '3') next.italic = true;
    else if (code === '23') next.italic = false;
    else if (code === '4') next.line = 'solid';
    else if (code === '4:3') next.line = 'wavy';
    else if (code === '24' || code === '4:0') next.line = '';
    else if (code === '7') next.reverse = true;
    else if (code === '27') next.reverse = false;
    else if (code === '38') next.text = colour();
    else if (code === '39') next.text = '';
    else if (code === '48') next.back = colour();
    else if (code === '49') next.back = '';
    else if (code === '58') next.lineColour = colour();
    else if (code === '59') next.lineColour = '';
    else throw new Error(`unexpected escape sequence: ${code}`);
  }
  return next;
}

function css(style, text, back) {
  const [front, ground] = style.reverse ? [style.back || back, style.text || text] : [style.text, style.back];
  const rules = [];
  if (front) rules.push(`color:${front}`);
  if (ground) rules.push(`background:${ground}`);
  if (style.bold) rules.push('font-weight:bold');
  if (style.italic) rules.push('font-style:italic');
  if (style.line) rules.push(`text-decoration:underline ${style.line} ${style.lineColour || 'currentcolor'}`);
  return rules.join(';');
}

function escapeText(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** A page of 1280 by 800 pixels that shows the screen. `text` and `back`: colours of unstyled cells. */
export function terminalPage(screen, { rows, text, back }) {
  let style = plain;
  const lines = screen.split('\n').map((line) =>
    line
      .split(/(\x1b\[[\d;:]*m)/)
      .map((part) => {
        const sequence = /^\x1b\[([\d;:]*)m$/.exec(part);
        if (sequence) {
          style = apply(style, sequence[1]);
          return '';
        }
        return part && `<span style="${css(style, text, back)}">${escapeText(part)}</span>`;
      })
      .join(''),
  );
  const height = 800 / rows;
  const skin = `
    body { margin: 0; background: ${back} }
    pre { margin: 0; font: 19px/${height}px 'DejaVu Sans Mono', monospace; color: ${text} }
    div { position: relative; height: ${height}px }
    span { display: inline-block; height: 100%; text-underline-offset: 1px; text-decoration-skip-ink: none }`;
  // Each line lies above the next one, whose background would cut off curls and underscores.
  const body = lines.slice(0, rows).map((line, row) => `<div style="z-index:${rows - row}">${line}</div>`);
  return `<!doctype html><style>${skin}</style><pre>${body.join('')}</pre>`;
}
