/** What a command of ours is called in the editor, where nobody types `npm start`. The longer words come first. */
const names: readonly (readonly [RegExp, string])[] = [
  [/npm start -- --yes/g, '"DSP: Start Platform"'],
  [/"?npm start"?/g, '"DSP: Start Platform"'],
  [/npm run stop -- --volumes --yes/g, '"DSP: Stop Platform and Remove Its Data"'],
  [/"?npm run stop"?/g, '"DSP: Stop Platform"'],
  [/"?npm run doctor"?/g, '"DSP: Check This Machine"'],
  [/"?npm run status"?/g, 'the view "Nodes"'],
];

/** A sentence of the command line tool in the words of the editor: commands are named as its palette names them. */
export function inEditorWords(text: string): string {
  return names.reduce((words, [command, name]) => words.replace(command, name), text);
}
