#!/usr/bin/env bash
# Makes the clips beside it, with Debian 12's ffmpeg (5.1) and python3-numpy. What they show: marker.py.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

quiet() { ffmpeg -hide_banner -loglevel error -y "$@" </dev/null; }

# clip COUNT WIDTH HEIGHT OPTIONS...: COUNT numbered pictures at 25 a second
clip() {
  local count=$1 width=$2 height=$3
  shift 3
  python3 marker.py "$count" "$width" "$height" |
    ffmpeg -hide_banner -loglevel error -y -f rawvideo -pix_fmt rgb24 -s "${width}x$height" -r 25 -i - "$@"
}

h264=(-c:v libx264 -preset veryslow -tune stillimage -crf 14 -pix_fmt yuv420p -x264-params stitchable=1)
plain=("${h264[@]}" -bf 3 -g 12)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

clip 50 320 240 "${plain[@]}" "$work/plain.mp4"
quiet -i "$work/plain.mp4" -c copy plain.ts

# One stream whose pictures change: 10 of 320x240, then 10 of another size, pixel format or shape.
clip 10 320 240 "${plain[@]}" "$work/first.ts"
change() {
  local name=$1
  shift
  clip 10 "$@" "$work/then.ts"
  cat "$work/first.ts" "$work/then.ts" >"$name.ts"
}
change larger 1280 720 "${plain[@]}"
change taller 640 480 "${plain[@]}"
change smaller 160 96 "${plain[@]}"
change odd 321 241 "${plain[@]}" -pix_fmt yuv444p
change ten-bit 320 240 "${plain[@]}" -pix_fmt yuv420p10le
change colours 320 240 "${plain[@]}" -vf scale=out_color_matrix=bt709 -colorspace bt709
change wider 320 240 "${plain[@]}" -vf setsar=2/1
change turned 240 320 "${plain[@]}"

# How the pictures are meant to be shown.
turn() { quiet -i "$work/short.mp4" -c copy -metadata:s:v "rotate=$1" "turned-$1.mp4"; }
clip 4 320 240 "${h264[@]}" "$work/short.mp4"
for degrees in 90 180 270; do turn "$degrees"; done
clip 4 352 288 "${h264[@]}" -vf setsar=2/1 wide-pixels.mp4
clip 4 720 480 "${h264[@]}" -vf setsar=8/9 narrow-pixels.mkv
quiet -i wide-pixels.mp4 -c copy -metadata:s:v rotate=90 turned-wide-pixels.mp4

# Colours: matrix and range, told or not.
matrix() { local m=$1 r=$2; shift 2; clip 4 320 240 "${h264[@]}" -vf "scale=out_color_matrix=$m:out_range=$r" -color_range "$r" "$@"; }
matrix bt709 tv -colorspace bt709 bt709-tv.mp4
matrix bt709 pc -colorspace bt709 bt709-pc.mp4
matrix bt601 pc -colorspace smpte170m bt601-pc.mkv
matrix bt2020 tv -colorspace bt2020nc bt2020-tv.mkv
clip 4 1280 720 "${h264[@]}" -vf scale=out_color_matrix=bt601 untold-hd.mp4
clip 4 320 240 -c:v mjpeg -q:v 2 -pix_fmt yuvj422p mjpeg.mkv
clip 4 320 240 -c:v libx264rgb -crf 14 rgb.mkv
clip 4 320 240 -c:v libx265 -crf 14 -pix_fmt yuv420p -tag:v hvc1 -x265-params log-level=none hevc.mp4
clip 4 320 240 -c:v libvpx -crf 5 -b:v 500k vp8.webm
clip 4 320 240 -c:v libvpx-vp9 -crf 5 -b:v 0 vp9.webm

# 10 pictures at 25/s, 5 at 2/s, 20 at 50/s in steps of 1/25 s: each second one of the last repeats its time.
clip 35 320 240 "${h264[@]}" -vf "setpts='if(lt(N,10),N*0.04,if(lt(N,15),0.4+(N-10)*0.5,2.9+(N-15)*0.02))/TB'" \
  -fps_mode passthrough repeats.mkv

# What is no video that is taken, and why.
quiet -f lavfi -i sine=duration=0.1 -c:a aac sound.mp4
quiet -i "$work/short.mp4" -frames:v 1 "$work/cover.jpg"
quiet -i sound.mp4 -i "$work/cover.jpg" -map 0 -map 1 -c copy -disposition:v:0 attached_pic cover.m4a
quiet -i "$work/short.mp4" -c copy -encryption_scheme cenc-aes-ctr -encryption_key 00112233445566778899aabbccddeeff \
  -encryption_kid 00112233445566778899aabbccddeeff encrypted.mp4
clip 4 320 240 -c:v mpeg4 -q:v 2 mpeg4.mp4
clip 4 320 240 "${h264[@]}" picture.avi
clip 2 32 32 picture.gif
quiet -i "$work/short.mp4" -c copy -movflags frag_keyframe+empty_moov fragments.mp4

# 12 pictures, of which the last one stands for 3 s.
clip 12 320 240 "${h264[@]}" -bf 0 "$work/twelve.mp4"
quiet -i "$work/twelve.mp4" -c copy -bsf:v "setts=duration='if(eq(N,11),3/TB,DURATION)'" stands.mp4
quiet -i stands.mp4 -c copy stands.mkv
