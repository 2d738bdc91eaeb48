#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Experiments/DomainAdaptation.Experiments.csproj
#:property PublishAot=false

// Makes the paper's synthetic sets, whose downloads have gone, anew, and writes them as the authors laid them out, with a picture of samples.
//   dotnet run scripts/generate.cs -- numbers --count 500000 --out FOLDER   SYN NUMBERS from the fonts of this machine, or of --fonts: 1.5 GB
//   dotnet run scripts/generate.cs -- signs --count 100000 --out FOLDER     SYN SIGNS from gtsrb/Meta of the data folder, or from --templates
// Ten thousand images take some seconds a core.

using System.CommandLine;
using DomainAdaptation;
using DomainAdaptation.Reporting;

var seed = new Option<int>("--seed") { Description = "Which images.", DefaultValueFactory = _ => 1 }.AtLeastOne();
var output = new Option<string?>("--out") { Description = "The folder to write into.", Required = true }.NewFolder();

var numbersCount = new Option<int>("--count") { Description = "How many images.", DefaultValueFactory = _ => 500_000 }.AtLeastOne();
var fonts = new Option<string?>("--fonts") { Description = "A folder of .ttf or .otf files; by default the fonts of this machine." }.Existing();
var numbers = new Command("numbers", "Draws SYN NUMBERS: synth_train_32x32.mat.") { numbersCount, seed, fonts, output };
numbers.SetAction((arguments, cancellation) => Task.Run(() => Make(arguments.GetValue(output)!, (folder, progress) =>
{
    var faces = arguments.GetValue(fonts) is { } named ? FontSet.Read(named) : FontSet.System();
    var domain = SyntheticNumbers.Generate(arguments.GetValue(numbersCount), arguments.GetValue(seed), faces, onProgress: progress(arguments.GetValue(numbersCount)), cancellation: cancellation);
    SyntheticNumbers.Write(domain, folder);
    return domain;
}), cancellation));

var signsCount = new Option<int>("--count") { Description = "How many images.", DefaultValueFactory = _ => 100_000 }.AtLeastOne();
var templates = new Option<string?>("--templates") { Description = "A folder with 0.png to 42.png; by default gtsrb/Meta of the data folder." }.Existing();
var photos = new Option<string?>("--photos") { Description = "A folder of photos to put behind the signs; by default textures are drawn." }.Existing();
var size = new Option<int>("--size") { Description = "Rows and columns of an image.", DefaultValueFactory = _ => 40 }.AtLeastOne();
var data = new Option<string?>("--data") { Description = "The data folder; by default WORKBENCH_DATA, else a folder of yours." }.Existing();
var signs = new Command("signs", "Makes SYN SIGNS: train/*.png and train_labelling.txt.") { signsCount, seed, templates, photos, size, data, output };
signs.SetAction((arguments, cancellation) => Task.Run(() => Make(arguments.GetValue(output)!, (folder, progress) =>
{
    var domain = SyntheticSigns.Generate(
        arguments.GetValue(signsCount),
        arguments.GetValue(seed),
        arguments.GetValue(templates) ?? DataHome.Find(arguments.GetValue(data)).FolderOf("GTSRB", "gtsrb/Meta"),
        arguments.GetValue(size),
        arguments.GetValue(photos) is { } named ? Photos.Read(named) : null,
        onProgress: progress(arguments.GetValue(signsCount)),
        cancellation: cancellation);
    SyntheticSigns.Write(domain, folder);
    return domain;
}), cancellation));

return await ScriptCommand.RunAsync(new RootCommand("Makes the paper's synthetic sets anew.") { numbers, signs }, args);

static void Make(string folder, Func<string, Func<int, Action<int>>, LabelledDomain> make)
{
    var display = new FetchDisplay();
    Action<int> Progress(int count) => done =>
    {
        lock (display)
        {
            display.Report(new FetchProgress("Images", "the generator", done, count));
        }
    };
    var domain = make(folder, Progress);
    AtomicFile.WriteBytes(Path.Combine(folder, "samples.png"), SampleGrid.ByClass(domain));
    display.Finish($"{domain.Name}: in {Path.GetFullPath(folder)}, samples in samples.png");
}
