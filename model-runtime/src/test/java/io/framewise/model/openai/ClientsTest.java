package io.framewise.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.StructuredChatCompletionCreateParams;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that others wrote, as they are. */
@Timeout(120)
class ClientsTest {

  private static final String KEY = "a-key-of-this-server";
  private static final int TOKENS = 40;

  private static TinyServer server;
  private static String url;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    Path keys = Files.writeString(directory.resolve("keys"), KEY);
    server = TinyServer.start(directory, TinyServer.options(ApiKeys.read(keys), 64));
    url = server.uri("/v1").toString();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static OpenAIClient openai(String key) {
    return OpenAIOkHttpClient.builder().baseUrl(url).apiKey(key).build();
  }

  private static ChatCompletionCreateParams.Builder hi() {
    return ChatCompletionCreateParams.builder()
        .model("tiny")
        .maxCompletionTokens(TOKENS)
        .addUserMessage("Hi");
  }

  @Test
  void shouldSatisfyOpenAiJava() {
    OpenAIClient client = openai(KEY);

    ChatCompletion answer = client.chat().completions().create(hi().build());

    assertThat(answer.choices()).hasSize(1);
    String text = answer.choices().get(0).message().content().orElseThrow();
    assertThat(answer.usage().orElseThrow().completionTokens()).isBetween(1L, (long) TOKENS);
    assertThat(client.models().list().data().get(0).id()).isEqualTo("tiny");
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(hi().build())) {
      String joined =
          stream.stream()
              .flatMap(chunk -> chunk.choices().stream())
              .flatMap(choice -> choice.delta().content().stream())
              .collect(Collectors.joining());
      assertThat(joined).isEqualTo(text);
    }
  }

  @Test
  void shouldShowOpenAiJavaItsErrors() {
    assertThatThrownBy(() -> openai("another").chat().completions().create(hi().build()))
        .isInstanceOf(UnauthorizedException.class)
        .hasMessageNotContaining("another");
    assertThatThrownBy(() -> openai(KEY).chat().completions().create(hi().n(9).build()))
        .isInstanceOfSatisfying(
            BadRequestException.class, e -> assertThat(e.param()).hasValue("n"));
  }

  /** What a camera shows, as a program wants it. */
  static final class Scene {
    public enum Light {
      DAY,
      NIGHT
    }

    public int people;
    public Light light;
    public boolean alarm;
  }

  @Test
  void shouldAnswerOpenAiJavaInTheShapeOfAClass() {
    ChatCompletionContentPart picture =
        ChatCompletionContentPart.ofImageUrl(
            ChatCompletionContentPartImage.builder()
                .imageUrl(
                    ChatCompletionContentPartImage.ImageUrl.builder()
                        .url(Pictures.url("@picture jpeg 112x112"))
                        .build())
                .build());
    ChatCompletionContentPart question =
        ChatCompletionContentPart.ofText(
            ChatCompletionContentPartText.builder().text("What is there?").build());
    StructuredChatCompletionCreateParams<Scene> params =
        ChatCompletionCreateParams.builder()
            .model("tiny")
            .maxCompletionTokens(100)
            .addUserMessageOfArrayOfContentParts(List.of(question, picture))
            .responseFormat(Scene.class)
            .build();

    Scene scene =
        openai(KEY)
            .chat()
            .completions()
            .create(params)
            .choices()
            .get(0)
            .message()
            .content()
            .orElseThrow();

    assertThat(scene.light).isNotNull();
  }

  @Test
  void shouldSatisfyLangChain4j() throws Exception {
    OpenAiChatModel model =
        OpenAiChatModel.builder()
            .baseUrl(url)
            .apiKey(KEY)
            .modelName("tiny")
            .maxCompletionTokens(TOKENS)
            .stop(List.of("zzqq"))
            .seed(1)
            .build();
    UserMessage message =
        UserMessage.from(
            TextContent.from("What is there?"),
            ImageContent.from(Pictures.url("@picture png 112x112")));

    ChatResponse whole = model.chat(message);

    assertThat(whole.finishReason()).isNotNull();
    assertThat(whole.tokenUsage().inputTokenCount()).isGreaterThan(16);
    assertThat(streamed(message)).isEqualTo(whole.aiMessage().text());
  }

  private static String streamed(UserMessage message) throws Exception {
    OpenAiStreamingChatModel model =
        OpenAiStreamingChatModel.builder()
            .baseUrl(url)
            .apiKey(KEY)
            .modelName("tiny")
            .maxCompletionTokens(TOKENS)
            .build();
    CompletableFuture<ChatResponse> answer = new CompletableFuture<>();
    StringBuilder pieces = new StringBuilder();
    model.chat(
        List.of(message),
        new StreamingChatResponseHandler() {
          @Override
          public void onPartialResponse(String piece) {
            pieces.append(piece);
          }

          @Override
          public void onCompleteResponse(ChatResponse response) {
            answer.complete(response);
          }

          @Override
          public void onError(Throwable error) {
            answer.completeExceptionally(error);
          }
        });
    ChatResponse response = answer.get(60, TimeUnit.SECONDS);
    assertThat(response.finishReason()).isNotNull();
    assertThat(response.aiMessage().text()).isEqualTo(pieces.toString());
    return pieces.toString();
  }
}
