module dsp/stressor

go 1.26.0
