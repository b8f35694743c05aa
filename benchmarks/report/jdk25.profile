# Which strategy is the fastest, from which length in bytes on, as it was measured.
# It is used where the property dev.sendfile.profile has the path of this file.
format = 1
made = 2026-11-29T08:37:39Z

# It is ignored where one of these is another one.
java = 25.0.3+9-LTS
os = Linux
arch = amd64
processor = AMD EPYC
processors = 2

# For information.
kernel = 6.18.44-fc-v657

# rwloop is 1.03 times as fast as nio at 4096 bytes (95 %: 1.02 to 1.04, 21 rounds)
# rwloop is 1.04 times as fast as nio at 8192 bytes (95 %: 1.02 to 1.05, 20 rounds)
# rwloop is 1.04 times as fast as nio at 16384 bytes (95 %: 1.01 to 1.06, 19 rounds)
fastest.file.file = rwloop from 4096, nothing from 16385

# rwloop is 1.35 times as fast as nio at 32768 bytes (95 %: 1.01 to 1.50, 36 rounds)
fastest.file.tcp = rwloop from 16385, nothing from 32769

# rwloop is 1.40 times as fast as nio at 262144 bytes (95 %: 1.01 to 1.65, 29 rounds)
fastest.file.tcp.header = rwloop from 65537, nothing from 262145

# native-writev is 1.22 times as fast as native-sendfile at 4096 bytes (95 %: 1.11 to 1.28, 54 rounds)
# native-writev is 1.10 times as fast as native-sendfile at 8192 bytes (95 %: 1.03 to 1.17, 52 rounds)
fastest.file.tcp.mapped-source.prepared-target = native-writev from 4096, nothing from 8193

# rwloop is 1.13 times as fast as native-splice at 1048576 bytes (95 %: 1.09 to 1.16, 74 rounds)
fastest.tcp.tcp = rwloop from 262145
