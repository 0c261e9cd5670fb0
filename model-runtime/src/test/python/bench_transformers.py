"""The window of `framewise bench model` in Hugging Face Transformers, on the same checkpoint.

    ./framewise bench model --model DIR --dtype bfloat16 \\
        --baseline 'python model-runtime/src/test/python/bench_transformers.py'

Loads the model, then runs one window for each line on standard input and prints one line of JSON for
it. By hand: echo | python bench_transformers.py --model DIR. Run with torch 2.13.0 (CPU) and
transformers 5.18.0, SDPA attention.
"""

import argparse
import json
import sys
import time

import torch
from tokenizers import Tokenizer
from transformers import InternVLForConditionalGeneration, LogitsProcessor

SYSTEM = (
    "你是书生·万象，英文名是InternVL，是由上海人工智能实验室、清华大学及多家合作单位联合开发的多模态大语言模型。"
)
QUESTION = "What happens?"


class Clock(LogitsProcessor):
    """Notes when the logits of each token are there."""

    def __init__(self):
        self.times = []

    def __call__(self, input_ids, scores):
        self.times.append(time.perf_counter())
        return scores


class Stopwatch:
    """Adds up the time between the beginning of one module and the end of another."""

    def __init__(self, first, last):
        self.seconds = 0.0
        self.start = 0.0
        first.register_forward_pre_hook(self.begin)
        last.register_forward_hook(self.end)

    def begin(self, *_):
        self.start = time.perf_counter()

    def end(self, *_):
        self.seconds += time.perf_counter() - self.start


def prompt(model, frames):
    image = "<img>" + "<IMG_CONTEXT>" * model.config.image_seq_length + "</img>"
    pictures = "".join(f"Frame{i + 1}: {image}\n" for i in range(frames))
    return (
        f"<|im_start|>system\n{SYSTEM}<|im_end|>\n<|im_start|>user\n{pictures}{QUESTION}<|im_end|>\n"
        "<|im_start|>assistant\n"
    )


def window(model, vision, ids, pixels, new_tokens):
    clock = Clock()
    vision.seconds = 0.0
    start = time.perf_counter()
    with torch.no_grad():
        model.generate(
            input_ids=ids,
            attention_mask=torch.ones_like(ids),
            pixel_values=pixels,
            max_new_tokens=new_tokens,
            min_new_tokens=new_tokens,
            do_sample=False,
            pad_token_id=0,
            logits_processor=[clock],
        )
    whole = time.perf_counter() - start
    steps = max(1, len(clock.times) - 1)
    return {
        "vision_s": vision.seconds,
        "window_1tok_s": clock.times[0] - start,
        "window_s": whole,
        "decode_ms_per_token": (clock.times[-1] - clock.times[0]) / steps * 1000,
        "prompt_tokens": ids.shape[1],
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--dtype", default="bfloat16")
    parser.add_argument("--frames", type=int, default=8)
    parser.add_argument("--new-tokens", type=int, default=32)
    options = parser.parse_args()
    dtype = getattr(torch, options.dtype)
    model = InternVLForConditionalGeneration.from_pretrained(options.model, dtype=dtype).eval()
    tokenizer = Tokenizer.from_file(options.model + "/tokenizer.json")
    encoded = tokenizer.encode(prompt(model, options.frames), add_special_tokens=False)
    ids = torch.tensor([encoded.ids])
    size = model.config.vision_config.image_size
    torch.manual_seed(0)
    pixels = (torch.rand(options.frames, 3, size[0], size[1]) * 2 - 1).to(dtype)
    vision = Stopwatch(model.model.vision_tower, model.model.multi_modal_projector)
    window(model, vision, ids, pixels, 2)
    for _ in sys.stdin:
        print(json.dumps(window(model, vision, ids, pixels, options.new_tokens)), flush=True)


if __name__ == "__main__":
    main()
