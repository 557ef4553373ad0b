module safir

go 1.26
