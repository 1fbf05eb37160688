include $(sort $(wildcard $(BR2_EXTERNAL_IFENSLAVE_PATH)/package/*/*.mk))
