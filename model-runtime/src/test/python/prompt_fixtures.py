"""Writes the prompts that PromptParityTest compares with, tokenised as one text with its control tokens in it.

    ./framewise model tiny --out DIR
    python prompt_fixtures.py DIR ../resources/io/framewise/model/internvl

Made with transformers 5.18.0. Three tokenizers: the tiny byte-level one; Qwen2's, from the tiny one's vocabulary and merges as
vocab.json and merges.txt; a small one as InternLM's checkpoints have it, with <s> before all text and bytes of last resort.
Two ways to a prompt: the original chat(), written down here after internvl_chat/internvl/conversation.py and the model card;
and Transformers' InternVLProcessor with the chat template of the -hf checkpoints, which has no system turn of its own.
"""

import json
import pathlib
import sys

import transformers
from PIL import Image
from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import GotOcr2ImageProcessor, InternVLProcessor, PreTrainedTokenizerFast, Qwen2Tokenizer

TOKENS_PER_TILE = 16
SIZE = 112
DEFAULT_SYSTEM = (
    "你是书生·万象，英文名是InternVL，是由上海人工智能实验室、清华大学及多家合作单位联合开发的多模态大语言模型。"
)
CONTROLS = "<|im_start|> <|im_end|> <img> </img> <IMG_CONTEXT> <quad> </quad> <ref> </ref> <box> </box>".split()
TEMPLATE = (
    "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n'}}"
    "{% if message['content'] is string %}{{ message['content'] }}{% else %}{% for content in message['content'] %}"
    "{% if content['type'] == 'image' %}{{ '<IMG_CONTEXT>\n' }}{% elif content['type'] == 'video' %}{{ '<video>\n' }}"
    "{% elif content['type'] == 'text' %}{{ content['text'] }}{% endif %}{% endfor %}{% endif %}{{'<|im_end|>\n'}}"
    "{% endfor %}{% if add_generation_prompt %}{{'<|im_start|>assistant\n' }}{% endif %}"
)

# What precedes the question, tiles of each picture, the question, the answer where the conversation goes on.
CASES = {
    "single image": (None, [["<image>\n", [9], "What is shown?", None]]),
    "single tile": ("Be brief.", [["<image>\n", [1], "Is the red car near?", None]]),
    "text only": (None, [["", [], "What is your name? 你叫什么？", None]]),
    "separate images": (
        "Be brief.",
        [["Image-1: <image>\nImage-2: <image>\n", [3, 7], "What differs,  and don't guess: 12.5%?", None]],
    ),
    "combined images": ("Be brief.", [["<image>\n", [10], "Compare the two.", None]]),
    "video": (
        None,
        [["".join(f"Frame{i}: <image>\n" for i in range(1, 9)), [1] * 8, "What moves?\nAnswer briefly.", None]],
    ),
    "two turns": (
        None,
        [["<image>\n", [3], "What is shown?", "A red car.\n"], ["", [], "Does it turn left?", None]],
    ),
    "images at two turns": (
        "You watch a line.",
        [
            ["Image-1: <image>\n", [1], "Is the box full?", "<ref>box</ref><box>[[1, 2, 300, 400]]</box>"],
            ["Image-2: <image>\n", [4], "And now?", "no"],
            ["", [], "Since when?", None],
        ],
    ),
}


def original(system, turns):
    """The prompt of the original chat(): placeholders give way one after the other over the whole text."""
    text = f"<|im_start|>system\n{DEFAULT_SYSTEM if system is None else system}<|im_end|>\n"
    for prompt, _, question, answer in turns:
        text += f"<|im_start|>user\n{prompt}{question}<|im_end|>\n<|im_start|>assistant\n"
        text += "" if answer is None else f"{answer}<|im_end|>\n"
    for _, tiles, _, _ in turns:
        for count in tiles:
            text = text.replace("<image>", f"<img>{'<IMG_CONTEXT>' * (TOKENS_PER_TILE * count)}</img>", 1)
    return text


def picture(tiles):
    """One that is cut into so many tiles, its thumbnail among them."""
    wide = 1 if tiles == 1 else tiles - 1
    return Image.new("RGB", (SIZE * wide, SIZE))


class PictureProcessor(InternVLProcessor):
    """Without the part for videos, which needs torchvision."""

    def check_argument_for_proper_class(self, name, argument):
        if name != "video_processor":
            super().check_argument_for_proper_class(name, argument)


def processed(tokenizer, system, turns):
    """The prompt of Transformers' processor: pictures first in their turn, without names."""
    processor = PictureProcessor(
        image_processor=GotOcr2ImageProcessor(
            size={"height": SIZE, "width": SIZE}, crop_to_patches=False, min_patches=1, max_patches=12
        ),
        tokenizer=tokenizer,
        image_seq_length=TOKENS_PER_TILE,
        chat_template=TEMPLATE,
    )
    messages = [{"role": "system", "content": DEFAULT_SYSTEM if system is None else system}]
    pictures = []
    for _, tiles, question, answer in turns:
        pictures += [picture(count) for count in tiles]
        content = [{"type": "image"} for _ in tiles] + [{"type": "text", "text": question}]
        messages.append({"role": "user", "content": content})
        if answer is not None:
            messages.append({"role": "assistant", "content": [{"type": "text", "text": answer}]})
    text = processor.apply_chat_template(messages, add_generation_prompt=True)
    return processor(text=[text], images=pictures or None).input_ids[0]


def sentencepiece(metaspace):
    """As fast tokenizers made from sentencepiece: spaces as ▁, bytes of last resort, <s> at the start.

    InternLM's puts no space before a text; others, such as those that say so in their pre-tokenizer, put one before the first.
    """
    vocabulary = ["<unk>", "<s>", "</s>"] + [f"<0x{byte:02X}>" for byte in range(256)]
    vocabulary += ["▁"] + [chr(code) for code in range(ord("!"), ord("~") + 1)] + ["re", "red", "▁red", "as", "us", "user"]
    merges = [("r", "e"), ("re", "d"), ("▁", "red"), ("a", "s"), ("u", "s"), ("us", "e"), ("use", "r")]
    vocabulary.append("use")
    ids = {token: number for number, token in enumerate(vocabulary)}
    tokenizer = Tokenizer(models.BPE(vocab=ids, merges=merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    if metaspace:
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="first", split=False)
    else:
        tokenizer.normalizer = normalizers.Sequence([normalizers.Replace(" ", "▁")])
    tokenizer.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    tokenizer.add_special_tokens([AddedToken(name, special=True, normalized=False) for name in ["<unk>", "<s>", "</s>"]])
    tokenizer.add_special_tokens([AddedToken(name, special=True, normalized=False) for name in CONTROLS])
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A", pair="<s> $A $B:1", special_tokens=[("<s>", 1)])
    return tokenizer


def wrapped(tokenizer):
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token="<|im_end|>", clean_up_tokenization_spaces=False)
    names = {"start_image_token": "<img>", "end_image_token": "</img>", "context_image_token": "<IMG_CONTEXT>"}
    names["video_token"] = "<video>"
    for attribute, token in names.items():
        setattr(fast, attribute, token)
        setattr(fast, attribute + "_id", fast.convert_tokens_to_ids(token))
    return fast


def qwen(directory, out):
    """Qwen2's tokenizer as the original editions keep it."""
    tiny = json.loads((directory / "tokenizer.json").read_text())
    added = {token["content"]: token["id"] for token in tiny["added_tokens"]}
    files = out / "qwen"
    files.mkdir(parents=True, exist_ok=True)
    (files / "vocab.json").write_text(json.dumps(tiny["model"]["vocab"], ensure_ascii=False))
    merges = [" ".join(merge) for merge in tiny["model"]["merges"]]
    (files / "merges.txt").write_text("\n".join(["#version: 0.2", *merges]) + "\n")
    (files / "added_tokens.json").write_text(json.dumps(added))
    tokenizer = Qwen2Tokenizer(vocab=tiny["model"]["vocab"], merges=[tuple(merge) for merge in tiny["model"]["merges"]])
    tokenizer.add_tokens([AddedToken(name, special=True) for name in added])
    assert all(tokenizer.convert_tokens_to_ids(name) == number for name, number in added.items())
    return tokenizer


def main(directory, out):
    directory, out = pathlib.Path(directory), pathlib.Path(out)
    tiny = wrapped(Tokenizer.from_file(str(directory / "tokenizer.json")))
    tokenizers = {"tiny": tiny, "qwen": qwen(directory, out)}
    for name in ["internlm", "metaspace"]:
        made = sentencepiece(metaspace=name == "metaspace")
        (out / name).mkdir(parents=True, exist_ok=True)
        made.save(str(out / name / "tokenizer.json"), pretty=False)
        tokenizers[name] = wrapped(made)
    prompts = []
    for name, (system, turns) in CASES.items():
        text = original(system, turns)
        case = {"name": name, "system": system, "turns": turns}
        case["ids"] = {key: compact(tokenizer(text).input_ids) for key, tokenizer in tokenizers.items()}
        case["processor_ids"] = compact(processed(tiny, system, turns))
        prompts.append(case)
    document = {"made_with": f"transformers {transformers.__version__}", "prompts": prompts}
    (out / "prompts.json").write_text(json.dumps(document, ensure_ascii=False, indent=0) + "\n")


def compact(ids):
    """Runs of one token as TOKENxCOUNT, so that pictures stay small."""
    runs = []
    for token in ids:
        if runs and runs[-1][0] == token:
            runs[-1][1] += 1
        else:
            runs.append([token, 1])
    return " ".join(str(token) if count == 1 else f"{token}x{count}" for token, count in runs)


if __name__ == "__main__":
    main(*sys.argv[1:])
