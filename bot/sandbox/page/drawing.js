// Which picture does somebody send who has no camera at hand? A small drawing, made here.

/** A drawing of smoke over a kitchen as base64 PNG. */
export function samplePhoto() {
  const canvas = document.createElement("canvas");
  canvas.width = 480;
  canvas.height = 320;
  const pen = canvas.getContext("2d");
  sky(pen);
  house(pen);
  smoke(pen);
  return canvas.toDataURL("image/png").split(",")[1];
}

function sky(pen) {
  const fade = pen.createLinearGradient(0, 0, 0, 320);
  fade.addColorStop(0, "#f3c99b");
  fade.addColorStop(1, "#fbeedd");
  pen.fillStyle = fade;
  pen.fillRect(0, 0, 480, 320);
  pen.fillStyle = "#7d8f69";
  pen.fillRect(0, 262, 480, 58);
}

function house(pen) {
  pen.fillStyle = "#efe3cf";
  pen.fillRect(120, 160, 240, 112);
  pen.fillStyle = "#a4472f";
  polygon(pen, [[100, 164], [150, 104], [330, 104], [380, 164]]);
  pen.fillStyle = "#6b4a36";
  pen.fillRect(150, 196, 46, 76);
  pen.fillStyle = "#2f2a28";
  pen.fillRect(244, 186, 84, 50);
  pen.fillStyle = "#f28c28";
  polygon(pen, [[252, 236], [264, 200], [280, 224], [294, 194], [308, 222], [320, 204], [324, 236]]);
}

function smoke(pen) {
  for (const [x, y, size, shade] of [[290, 176, 30, 0.55], [314, 138, 40, 0.45], [300, 92, 52, 0.35], [338, 52, 60, 0.25]]) {
    pen.fillStyle = `rgba(60, 58, 62, ${shade})`;
    pen.beginPath();
    pen.arc(x, y, size, 0, 2 * Math.PI);
    pen.fill();
  }
}

function polygon(pen, points) {
  pen.beginPath();
  for (const [x, y] of points) pen.lineTo(x, y);
  pen.closePath();
  pen.fill();
}
