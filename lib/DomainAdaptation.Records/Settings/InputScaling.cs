namespace DomainAdaptation;

/// <summary>How samples become network inputs. Means are taken channel by channel over the training data that a method sees: both domains for adaptation, one for either bound.</summary>
public enum InputScaling
{
    /// <summary>Samples as they are; bytes are divided by 255.</summary>
    None,

    /// <summary>Bytes divided by 255, minus the mean: the paper's "mean subtraction", taken literally.</summary>
    MeanSubtraction,

    /// <summary>Minus the mean, divided by the standard deviation. The paper is silent about the scale of its inputs; this one lets the features follow the domain classifier.</summary>
    UnitVariance,

    /// <summary>Each image minus its own mean, divided by its own standard deviation (contrast normalisation, usual for SVHN and GTSRB since before the paper): nothing is measured on a data set.</summary>
    EachImage,

    /// <summary>As <see cref="EachImage"/>, each colour channel by itself: instance normalisation (of inputs, as in Shu et al. 2018), which takes out an image's colour and contrast.</summary>
    EachChannel,
}
