"""Writes the numbers that ParityTest compares with, from Hugging Face Transformers.

    java ... model tiny --out DIR --seed 1     (a SMALL or LARGE tower)
    python parity.py DIR NAME > ../resources/io/framewise/model/generate/parity-NAME.json

Made with torch 2.13.0 (CPU), transformers 5.18.0, float32, eager and SDPA attention.
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
NEW_TOKENS = 24


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


def main(directory, name):
    torch.manual_seed(0)
    model = InternVLForConditionalGeneration.from_pretrained(directory, dtype=torch.float32).eval()
    tokenizer = Tokenizer.from_file(directory + "/tokenizer.json")
    pixels = torch.cat([picture(1), picture(2)])
    ids = tokenizer.encode(prompt(model.config.image_seq_length, 2), add_special_tokens=False).ids
    with torch.no_grad():
        features = model.get_image_features(pixel_values=pixels)
        if not torch.is_tensor(features):
            features = features.pooler_output
        features = torch.as_tensor(features).view(2, -1, features.shape[-1])
        inputs = {"input_ids": torch.tensor([ids]), "pixel_values": pixels}
        logits = model(**inputs).logits[0, -1]
        stop = tokenizer.token_to_id("<|im_end|>")
        generated = model.generate(
            **inputs, max_new_tokens=NEW_TOKENS, do_sample=False, eos_token_id=stop, pad_token_id=0
        )[0, len(ids) :].tolist()
    print(
        json.dumps(
            {
                "tower": name.upper(),
                "made_with": f"torch {torch.__version__}, transformers {transformers.__version__}",
                "system": SYSTEM,
                "question": QUESTION,
                "ids": ids,
                "vision_first_row": rounded(features[0, 0]),
                "vision_last_row": rounded(features[1, -1]),
                "logits": rounded(logits),
                "generated": generated,
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
