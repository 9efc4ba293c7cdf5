// The work a form does before it may send, so that machines cannot send without end: for each of sixteen puzzles a number whose
// SHA-256 (nonce, puzzle, number: 24 bytes) begins with enough zero bits. It begins when the form is opened, in a worker, so that
// hardly anybody waits for it. Nothing about the browser goes into it or out of it.
(() => {
  const puzzles = 16;

  // Of our own: crypto.subtle answers each hash by a promise, which takes longer than the hash, and is missing over plain http.
  const k = new Int32Array(64);
  const start = new Int32Array(8);
  for (let prime = 2, found = 0; found < 64; prime++) {
    let isPrime = true;
    for (let by = 2; by * by <= prime && isPrime; by++) { isPrime = prime % by !== 0; }
    if (isPrime) {
      const fraction = root => ((root - Math.floor(root)) * 4294967296) | 0;
      if (found < 8) { start[found] = fraction(Math.sqrt(prime)); }
      k[found++] = fraction(Math.cbrt(prime));
    }
  }

  const w = new Int32Array(64);
  const firstWord = (nonce, puzzle, number) => {
    w[0] = nonce[0]; w[1] = nonce[1]; w[2] = nonce[2]; w[3] = nonce[3]; w[4] = puzzle; w[5] = number;
    w[6] = 0x80000000 | 0;
    w.fill(0, 7, 15);
    w[15] = 192;
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15], y = w[i - 2];
      w[i] = (w[i - 16] + w[i - 7]
        + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3)
        + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10)) | 0;
    }
    let a = start[0], b = start[1], c = start[2], d = start[3], e = start[4], f = start[5], g = start[6], h = start[7];
    for (let i = 0; i < 64; i++) {
      const t = (h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + ((e & f) ^ (~e & g)) + k[i] + w[i]) | 0;
      const u = (((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t) | 0; d = c; c = b; b = a; a = (t + u) | 0;
    }
    return (a + start[0]) | 0;
  };

  // One piece of the work at a time, so that it can be interrupted.
  function* solving(nonceText, bits, piece) {
    const nonce = [0, 8, 16, 24].map(at => parseInt(nonceText.slice(at, at + 8), 16) | 0);
    const numbers = [];
    for (let puzzle = 0, left = piece; puzzle < puzzles; puzzle++) {
      let number = 0;
      while (Math.clz32(firstWord(nonce, puzzle, number)) < bits) {
        number++;
        if (--left === 0) {
          left = piece;
          yield;
        }
      }
      numbers.push(number);
    }
    return numbers.join(".");
  }

  if (typeof document === "undefined") {
    self.onmessage = ({ data: { nonce, bits } }) => {
      const work = solving(nonce, bits, 1e9);
      let step = work.next();
      while (!step.done) { step = work.next(); }
      self.postMessage(step.value);
    };
    return;
  }

  const script = document.currentScript.src;

  const inPieces = async (nonce, bits) => {
    const work = solving(nonce, bits, 2000);
    let step = work.next();
    while (!step.done) {
      await new Promise(resume => setTimeout(resume));
      step = work.next();
    }
    return step.value;
  };

  const inWorker = (nonce, bits) => new Promise((done, failed) => {
    const worker = new Worker(script); // js/trusted.js lets our own through
    worker.onmessage = ({ data }) => { done(data); worker.terminate(); };
    worker.onerror = event => { event.preventDefault(); failed(event); worker.terminate(); };
    worker.postMessage({ nonce, bits });
  });

  const answers = new Map();
  const answerTo = (nonce, bits) => {
    if (!answers.has(nonce)) {
      answers.set(nonce, inWorker(nonce, bits).catch(() => inPieces(nonce, bits)));
    }
    return answers.get(nonce);
  };

  const workOf = form => form?.querySelector("input[name=work]");

  // What it is waiting for is said if it takes long enough to be noticed.
  const shown = async promise => {
    const say = isWaiting => document.querySelectorAll("[data-work-note]").forEach(note => {
      note.textContent = isWaiting ? note.dataset.workNote : "";
    });
    const later = setTimeout(() => say(true), 150);
    try {
      return await promise;
    } finally {
      clearTimeout(later);
      say(false);
    }
  };

  // Fields come and go with the circuit: whatever is on the page gets its answer.
  const fill = () => document.querySelectorAll("input[name=work][data-nonce]").forEach(async work => {
    const { nonce, bits } = work.dataset;
    const field = work.form?.elements.namedItem("answer");
    if (!nonce || !field || field.dataset.of === nonce) {
      return;
    }
    // Not of ours yet, so the answer in it came back with the page. (Later the circuit shows new work in the same field.)
    if (field.dataset.of === undefined && field.value) {
      answers.set(nonce, Promise.resolve(field.value));
    }
    [field.dataset.of, field.value] = [nonce, ""];
    const answer = await answerTo(nonce, Number(bits));
    if (field.dataset.of === nonce) {
      field.value = answer;
    }
  });
  new MutationObserver(fill).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-nonce"] });
  fill();

  // A plain form that is sent before the work is done waits for it, then goes the way it would have gone.
  document.addEventListener("submit", async event => {
    const form = event.target;
    const work = workOf(form);
    const go = event.submitter?.value;
    if (!work || !work.dataset.nonce || (work.dataset.button && work.dataset.button !== go) || form.elements.namedItem("answer").value) {
      return;
    }
    event.preventDefault();
    await shown(answerTo(work.dataset.nonce, Number(work.dataset.bits)));
    const button = [...form.querySelectorAll("button[type=submit]")].find(one => one.value === go);
    form.elements.namedItem("answer").value ||= await answerTo(work.dataset.nonce, Number(work.dataset.bits));
    form.requestSubmit(button);
  }, true);

  window.mibspWork = { answer: (nonce, bits) => shown(answerTo(nonce, bits)) };
})();
