namespace DomainAdaptation.Tests;

public sealed class OnnxFileTests
{
    [Fact]
    public void Initialisers_are_read_however_they_are_written()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("model.onnx", Onnx.Model(
            Onnx.Tensor("weight", [2, 3], Onnx.Floats(1, 2, 3, 4, 5, -6.5f)),
            Onnx.Tensor("bias", [2], Onnx.Floats(7, 8), dataField: 4, packed: true),
            Onnx.Tensor("nothing", [0, 3], []),
            Onnx.Tensor("scalar", [], Onnx.Floats(9)),
            Onnx.Tensor("shape", [1], [1, 0, 0, 0, 0, 0, 0, 0], type: 7)));
        using var file = OnnxFile.ReadInitialisers(path);
        Assert.Equal(["weight", "bias", "nothing", "scalar"], file.Tensors.Keys);
        Assert.Equal([2, 3], file.Tensors["weight"].shape);
        Assert.Equal([1, 2, 3, 4, 5, -6.5f], file.Tensors["weight"].data<float>());
        Assert.Equal([7, 8], file.Tensors["bias"].data<float>());
        Assert.Equal([0, 3], file.Tensors["nothing"].shape);
        Assert.Equal(9, file.Tensors["scalar"].item<float>());
    }

    [Fact]
    public void What_does_not_fit_is_refused_in_a_sentence_that_names_the_file()
    {
        Refused(Onnx.Model(Onnx.Tensor("weight", [2, 3], Onnx.Floats(1))), "weight");
        Refused(Onnx.Model(Onnx.Tensor("weight", [long.MaxValue, long.MaxValue], [])), "impossible shape");
        Refused(Onnx.Model(Onnx.Tensor("weight", [int.MaxValue, int.MaxValue, int.MaxValue], [])), "weight");
        Refused(Onnx.Model(Onnx.Tensor("twice", [1], Onnx.Floats(1)), Onnx.Tensor("twice", [1], Onnx.Floats(1))), "twice");
        Refused(Onnx.Model(Onnx.Tensor("weight", [1], Onnx.Floats(1)))[..^3], "cut off");
        Refused("this is a text and no model"u8.ToArray(), "");
    }

    private static void Refused(byte[] content, string why)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("model.onnx", content);
        var error = Assert.Throws<InvalidDataException>(() => OnnxFile.ReadInitialisers(path));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
