"""Writes src/test/resources/preprocess/frame-indices.csv: which frames of a video the references look at.

Run in src/test with torch 2.13 and transformers 5.18 installed: python python/frame_index_fixtures.py
The -hf rows come from Transformers' own method, cut out of its source file because the module around it needs
torchvision, which sampling does not use. The original's rows come from get_index as its model cards give it.
torch.arange rounds as its vector code does, so run it on a processor with AVX2.
"""

import ast
import importlib.util
import pathlib
import random
import types
import zlib

import numpy as np
import torch
import transformers


def hf_sample_frames():
    root = pathlib.Path(importlib.util.find_spec("transformers").origin).parent
    source = (root / "models/internvl/video_processing_internvl.py").read_text()
    function = next(
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef) and node.name == "sample_frames"
    )
    scope = {"torch": torch, "VideoMetadata": object}
    exec(compile(ast.Module([function], []), "sample_frames", "exec"), scope)
    return scope["sample_frames"]


SAMPLE_FRAMES = hf_sample_frames()
DEFAULTS = types.SimpleNamespace(num_frames=None, initial_shift=True)


def hf(frames, count=None, video_fps=None, fps=None):
    video = types.SimpleNamespace(total_num_frames=frames, fps=video_fps)
    return SAMPLE_FRAMES(DEFAULTS, video, num_frames=count, fps=fps).tolist()


def original(frames, count, video_fps=30.0, bound=None):
    start, end = bound if bound else (-100000, 100000)
    first = max(0, round(start * video_fps))
    last = min(round(end * video_fps), frames - 1)
    segment = float(last - first) / count
    return [int(first + (segment / 2) + np.round(segment * k)) for k in range(count)]


def digest(reference, videos):
    """CRC-32 of every index, as 32-bit little endian."""
    crc = 0
    for frames, count in videos:
        crc = zlib.crc32(np.asarray(reference(frames, count), dtype="<i4").tobytes(), crc)
    return f"{crc:08x}"


SHORT = [(frames, count) for frames in range(1, 601) for count in range(1, min(frames, 64) + 1)]
LONG = [(128 + i * 7919 % 2_900_000, 1 + i % 128) for i in range(20_000)]


def row(kind, frames, count, video_fps, fps_or_bound, indices):
    return ",".join(map(str, (kind, frames, count, video_fps, fps_or_bound, " ".join(map(str, indices)))))


def rows(chance):
    for frames, count in [(300, 8), (8, 8), (1, 1), (100_000, 32), (2_000_003, 64)]:
        yield row("original", frames, count, "", "", original(frames, count))
        yield row("hf", frames, count, "", "", hf(frames, count))
    yield row("original", 3, 8, "", "", original(3, 8))
    for _ in range(60):
        frames = chance.randint(50, 20_000)
        video_fps = chance.choice([23.976, 24.0, 25.0, 29.97, 30.0, 12.5, 59.94])
        count = chance.choice([1, 5, 8, 16, 32])
        start = round(chance.uniform(-1, frames / video_fps / 2), 2)
        end = round(start + chance.uniform(1, frames / video_fps), 2)
        indices = original(frames, count, video_fps, (start, end))
        yield row("original-bound", frames, count, video_fps, f"{start} {end}", indices)
        fps = chance.choice([0.1, 0.25, 0.5, 1.0])
        indices = hf(frames, video_fps=video_fps, fps=fps) if frames / video_fps * fps >= 1 else []
        if 0 < len(indices) <= 64:
            yield row("hf-fps", frames, len(indices), video_fps, fps, indices)


def main():
    lines = [f"# torch {torch.__version__.split('+')[0]}, transformers {transformers.__version__}"]
    lines.append("# kind,frames,count,fps of the video,fps or bound in seconds,indices or their CRC-32")
    for name, videos in (("short", SHORT), ("long", LONG)):
        lines.append(row(name + "-original", "", "", "", "", [digest(original, videos)]))
        lines.append(row(name + "-hf", "", "", "", "", [digest(hf, videos)]))
    lines.extend(rows(random.Random(3)))
    pathlib.Path("resources/preprocess/frame-indices.csv").write_text("\n".join(lines) + "\n")


main()
