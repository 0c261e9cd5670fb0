"""Writes the numbers that ParityTest compares with, from Hugging Face Transformers.

    ./framewise model tiny --out DIR --variant NAME        (SMALL, LARGE, INTERNLM, QWEN3, TIED, SCALED)
    python parity.py DIR NAME > ../resources/io/framewise/model/generate/parity-NAME.json

Made with torch 2.13.0 (CPU), transformers 5.18.0; in float32 unless a name says otherwise.
"""

import json
import sys

import torch
import transformers
from tokenizers import Tokenizer
from transformers import InternVLForConditionalGeneration

SIZE = 112
SYSTEM = "You answer questions about pictures."
QUESTION = "Does the red car turn left?"
NEW_TOKENS = 32


def picture(number):
    """The same pixels as Looks.picture."""
    count = 3 * SIZE * SIZE
    values = [((i * 7919 + number * 104729 + i // SIZE * number) % 256) for i in range(count)]
    pixels = torch.tensor(values, dtype=torch.float32) / 127.5 - 1
    return pixels.view(1, 3, SIZE, SIZE)


def prompt(tokens_per_tile, frames):
    image = "<img>" + "<IMG_CONTEXT>" * tokens_per_tile + "</img>"
    pictures = "".join(f"Frame{i + 1}: {image}\n" for i in range(frames))
    return (
        f"<|im_start|>system\n{SYSTEM}<|im_end|>\n<|im_start|>user\n{pictures}{QUESTION}<|im_end|>\n"
        "<|im_start|>assistant\n"
    )


def rounded(tensor):
    return [round(value, 6) for value in tensor.flatten().tolist()]


def relative_error(found, expected):
    """Largest difference, as a share of the largest number."""
    return ((found - expected).abs().max() / expected.abs().max()).item()


def load(directory, dtype):
    return InternVLForConditionalGeneration.from_pretrained(directory, dtype=dtype).eval()


def visual_rows(model, pixels, layer=-1):
    """The first visual row of the first picture and the last one of the last."""
    features = model.get_image_features(pixel_values=pixels, vision_feature_layer=layer).pooler_output
    features = torch.as_tensor(features).view(2, -1, features.shape[-1]).float()
    return torch.stack([features[0, 0], features[1, -1]])


def main(directory, name):
    model = load(directory, torch.float32)
    coarse = load(directory, torch.bfloat16)
    tokenizer = Tokenizer.from_file(directory + "/tokenizer.json")
    pixels = torch.cat([picture(1), picture(2)])
    ids = tokenizer.encode(prompt(model.config.image_seq_length, 2), add_special_tokens=False).ids
    inputs = {"input_ids": torch.tensor([ids]), "pixel_values": pixels}
    with torch.no_grad():
        rows = visual_rows(model, pixels)
        logits = model(**inputs).logits[0, -1]
        earlier_rows = visual_rows(model, pixels, layer=1)
        coarse_rows = visual_rows(coarse, pixels)
        coarse_logits = coarse(**inputs).logits[0, -1].float()
        # After the logits of the same length: dynamic scaling keeps the longest length it has seen.
        generated = model.generate(
            **inputs, max_new_tokens=NEW_TOKENS, do_sample=False, eos_token_id=None, pad_token_id=0
        )[0, len(ids) :].tolist()
    print(
        json.dumps(
            {
                "variant": name,
                "made_with": f"torch {torch.__version__}, transformers {transformers.__version__}",
                "system": SYSTEM,
                "question": QUESTION,
                "ids": ids,
                "vision_rows": [rounded(row) for row in rows],
                "vision_rows_of_layer_1": [rounded(row) for row in earlier_rows],
                "logits": rounded(logits),
                "generated": generated,
                "bfloat16_vision_error": relative_error(coarse_rows, rows),
                "bfloat16_logits_error": relative_error(coarse_logits, logits),
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
