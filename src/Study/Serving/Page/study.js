'use strict';

const $ = id => document.getElementById(id);
const letters = ['a', 'b'];
const questions = {
  Preference: { ask: 'Which clip do you prefer?', choose: letter => `I prefer ${letter}` },
  Turing: { ask: 'Which clip did a human compose?', choose: letter => `A human composed ${letter}` },
};

let state; // what the server said last: the pairs and the answers
let at = 0; // the pair that is shown
let back = false; // it was answered and is looked at again
let clips = {}; // of that pair: sound and whether it was heard
let playing; // { letter, source, started }
let audio;
let busy = false;

async function send(request) {
  const response = await fetch('/answers', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ listener: state?.answers.listener, ...request }),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

// does one thing at a time and says what went wrong, so that no answer is lost unseen
async function attempt(action) {
  if (busy) return;
  busy = true;
  try {
    await action();
    $('fault').hidden = true;
  } catch (fault) {
    // no answer, or one that breaks off
    $('fault').textContent = fault instanceof TypeError || fault instanceof SyntaxError || !fault.message
      ? 'The program that serves this page does not answer. Start it again, then try once more.' : fault.message;
    $('fault').hidden = false;
  } finally {
    busy = false;
  }
}

const nextPair = () => state.answers.choices.indexOf(null);

async function open(name) {
  state = await send({ listener: name });
  localStorage.listener = state.answers.listener;
  at = Math.max(nextPair(), 0);
  await show();
}

async function show() {
  const { answers, pairs } = state;
  const answered = answers.choices.filter(choice => choice !== null).length;
  const asked = answered < pairs.length || back;
  const complete = !asked && answers.training !== null && answers.chiptunes !== null;
  stop();
  for (const id of ['begin', 'pair', 'about', 'end'])
    $(id).hidden = id !== (asked ? 'pair' : complete ? 'end' : 'about');
  $('progress').hidden = false;
  $('progress').max = pairs.length;
  $('progress').value = answered;
  $('where').textContent = asked ? `${answers.listener}, ${at + 1} of ${pairs.length}` : answers.listener;
  if (asked) await showPair(pairs[at], answers.choices[at]);
  document.querySelector('section:not([hidden]) h2').focus();
}

async function showPair(pair, chosen) {
  const shown = at;
  $('question').textContent = questions[pair.kind].ask;
  $('back').disabled = at === 0;
  clips = {};
  for (const letter of letters) {
    const name = letter.toUpperCase();
    $(`choose-${letter}`).firstElementChild.textContent = questions[pair.kind].choose(name);
    $(`choose-${letter}`).classList.toggle('chosen', chosen === name);
    clips[letter] = { heard: chosen !== null };
    draw(letter);
  }
  hint();
  audio ??= new AudioContext();
  await Promise.all(letters.map(async letter => {
    const response = await fetch(`/clips/${pair[letter]}`);
    if (!response.ok) throw new Error(await response.text());
    const sound = await audio.decodeAudioData(await response.arrayBuffer());
    if (shown !== at) return;
    clips[letter].sound = sound;
    draw(letter);
  }));
}

function hint() {
  const heard = letters.every(letter => clips[letter].heard);
  for (const letter of letters) $(`choose-${letter}`).disabled = !heard;
  $('hint').textContent = heard ? '' : 'Listen to both clips first.';
}

async function play(letter) {
  const again = playing?.letter === letter;
  stop();
  if (again || !clips[letter]?.sound) return;
  // browsers start sound only after a hand has moved
  await audio.resume();
  const source = new AudioBufferSourceNode(audio, { buffer: clips[letter].sound });
  source.connect(audio.destination);
  source.onended = () => { if (playing?.source === source) stop(); };
  source.start();
  playing = { letter, source, started: audio.currentTime };
  clips[letter].heard = true;
  $(`play-${letter}`).classList.add('playing');
  hint();
  requestAnimationFrame(animate);
}

function stop() {
  if (!playing) return;
  const { letter, source } = playing;
  playing = undefined;
  source.stop();
  $(`play-${letter}`).classList.remove('playing');
  draw(letter);
}

function animate() {
  if (!playing) return;
  draw(playing.letter);
  requestAnimationFrame(animate);
}

// the clip's outline, bright up to where it is heard
function draw(letter) {
  const canvas = $(`play-${letter}`).querySelector('canvas');
  const context = canvas.getContext('2d');
  const { width, height } = canvas;
  const colors = getComputedStyle(document.documentElement);
  context.clearRect(0, 0, width, height);
  context.fillStyle = colors.getPropertyValue('--grid');
  context.fillRect(0, height / 2 - 1, width, 2);
  const sound = clips[letter]?.sound;
  if (!sound) return;
  const samples = sound.getChannelData(0);
  const heard = playing?.letter === letter ? (audio.currentTime - playing.started) / sound.duration : 0;
  const columns = width / 4;
  for (let column = 0; column < columns; column++) {
    let peak = 0;
    for (let i = Math.floor(column * samples.length / columns); i < (column + 1) * samples.length / columns; i++)
      peak = Math.max(peak, Math.abs(samples[i]));
    // clips are of one loudness, well below full scale
    const bar = Math.max(2, Math.min(peak * 2, 0.95) * height);
    context.fillStyle = colors.getPropertyValue(column / columns < heard ? '--text' : `--${letter}`);
    context.fillRect(column * 4, (height - bar) / 2, 3, bar);
  }
  if (heard > 0) {
    context.fillStyle = colors.getPropertyValue('--accent');
    context.fillRect(heard * width, 0, 3, height);
  }
}

const choose = letter => attempt(async () => {
  if ($(`choose-${letter}`).disabled) return;
  state = await send({ pair: at, chosen: letter.toUpperCase() });
  back = false;
  at = Math.max(nextPair(), 0);
  await show();
});

const goBack = () => attempt(async () => {
  if (at === 0) return;
  at--;
  back = true;
  await show();
});

$('name-form').addEventListener('submit', event => {
  event.preventDefault();
  attempt(() => open($('name').value.trim()));
});
$('about-form').addEventListener('submit', event => {
  event.preventDefault();
  const form = new FormData(event.target);
  attempt(async () => {
    state = await send({ training: Number(form.get('training')), chiptunes: Number(form.get('chiptunes')) });
    await show();
  });
});
$('again').addEventListener('click', () => {
  localStorage.removeItem('listener');
  location.reload();
});
$('back').addEventListener('click', goBack);
for (const letter of letters) {
  $(`play-${letter}`).addEventListener('click', () => play(letter));
  $(`choose-${letter}`).addEventListener('click', () => choose(letter));
}

document.addEventListener('keydown', event => {
  if ($('pair').hidden || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  const key = event.key.toLowerCase();
  if (letters.includes(key)) play(key);
  else if (key === '1' || key === '2') choose(letters[key - 1]);
  else if (key === 'arrowleft' || key === 'backspace') goBack();
  else return;
  event.preventDefault();
});

// whoever comes back in this browser goes on at once
$('name').value = localStorage.listener ?? '';
if (localStorage.listener) attempt(() => open(localStorage.listener));
