// A document of a few pages, written out here so that the gallery needs no file.
// Its Korean font is named and not embedded, as in many real documents, which
// makes the viewer fetch the tables of character codes.

const font =
  '<</Type/Font/Subtype/Type0/BaseFont/HYGothic-Medium/Encoding/UniKS-UCS2-H/DescendantFonts[' +
  '<</Type/Font/Subtype/CIDFontType0/BaseFont/HYGothic-Medium/CIDSystemInfo<</Registry(Adobe)/Ordering(Korea1)/Supplement 1>>' +
  '/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/HYGothic-Medium/Flags 6/FontBBox[-6 -145 1003 880]/ItalicAngle 0/Ascent 880/Descent -145/CapHeight 880/StemV 93>>>>]>>';

function hex(text: string): string {
  return Array.from(text, (letter) => letter.charCodeAt(0).toString(16).padStart(4, '0')).join('');
}

function content(lines: string[]): string {
  const shown = lines.map((line) => `<${hex(line)}> Tj 0 -28 Td`).join('\n');
  const stream = `BT /F 18 Tf 60 770 Td\n${shown}\nET`;
  return `<</Length ${stream.length}>>stream\n${stream}\nendstream`;
}

/** The bytes of a PDF with one page for each list of lines. */
export function samplePdf(pages: string[][]): ArrayBuffer {
  const first = 4;
  const kids = pages.map((_, index) => `${first + index * 2} 0 R`).join(' ');
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Count ${pages.length}/Kids[${kids}]>>`,
    font,
    ...pages.flatMap((lines, index) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents ${first + index * 2 + 1} 0 R>>`,
      content(lines),
    ]),
  ];
  return bytes(objects);
}

function bytes(objects: string[]): ArrayBuffer {
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return String(offset).padStart(10, '0');
  });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  text += offsets.map((offset) => `${offset} 00000 n \n`).join('');
  text += `trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`;
  return new TextEncoder().encode(text).buffer;
}
